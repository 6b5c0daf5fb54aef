import type { Connector, Session } from "./connector.ts";
import { meterValue, type ReadingContext } from "./samples.ts";
import { SessionReporter } from "./session_reporter.ts";
import type { StartOutcome, VirtualStation } from "./station.ts";

const DEFAULT_METER_INTERVAL_MS = 10_000;

/** Runs the sessions of a station: from the start through the readings to the stop. */
export class SessionRunner {
  readonly #reporter: SessionReporter;
  readonly #timers = new Map<number, () => void>();

  constructor(readonly station: VirtualStation) {
    this.#reporter = new SessionReporter(station.link, station.quirks, () => station.stamp());
  }

  /** Cancels what is still to come. */
  stop(): void {
    this.#timers.forEach((cancel) => cancel());
    this.#timers.clear();
  }

  /** Starts a session; energy flows only once the central system has not refused it. */
  async begin(connector: Connector, idTag: string): Promise<StartOutcome> {
    const { station } = this;
    if (connector.session) return "refused";
    connector.step(station.now);
    const session: Session = {
      idTag,
      transactionId: null,
      startMs: station.now,
      meterStartWh: Math.round(connector.registerWh),
      energyFromMs: null,
      isMeterReset: false,
    };
    connector.session = session;
    const reservationId = connector.reservation?.id;
    connector.reservation = null;
    if (station.quirks.lateUploadMs !== undefined) station.link.isHeldBack = true;
    let isRefused = false;
    this.#reporter.started(connector, session, reservationId, (status) => {
      if (status === "Accepted") return;
      isRefused = true;
      this.#refuse(connector, session);
    });
    await station.link.flush();
    if (connector.session !== session) return "refused";
    if (isRefused) {
      await this.end(connector, "DeAuthorized");
      return "refused";
    }
    session.energyFromMs = station.now;
    connector.step(station.now);
    await station.setStatus(connector, connector.chargingStatus(station.now));
    this.#schedule(connector, station.now);
    return "started";
  }

  /** Ends the running session, if any. */
  async end(connector: Connector, reason: string, idTag?: string): Promise<void> {
    const { station } = this;
    const { session } = connector;
    if (!session) return;
    this.#timers.get(connector.spec.id)?.();
    connector.step(station.now);
    connector.session = null;
    connector.powerW = 0;
    connector.profiles = connector.profiles.filter((one) =>
      one.chargingProfilePurpose !== "TxProfile"
    );
    this.#reporter.stopped(connector, session, reason, idTag);
    const lateMs = station.quirks.lateUploadMs;
    if (lateMs !== undefined) {
      station.options.clock.at(station.now + lateMs, async () => {
        station.link.isHeldBack = false;
        await station.link.flush();
      });
    }
    await station.setStatus(connector, "Finishing");
    await station.link.flush();
  }

  /** Takes a reading now and sends it, with the session's id while one runs. */
  async sendReading(connector: Connector, context: ReadingContext): Promise<void> {
    const { station } = this;
    connector.step(station.now);
    const reading = meterValue(connector, context, station.stamp(), station.quirks);
    this.#reporter.reading(connector, connector.session, reading);
    await station.link.flush();
  }

  // An offline start may be refused long after; what has flowed until now stays counted.
  #refuse(connector: Connector, session: Session): void {
    if (connector.session !== session) return;
    connector.step(this.station.now);
    const wasCharging = session.energyFromMs !== null;
    session.energyFromMs = null;
    if (!wasCharging) return;
    this.station.soon(async () => {
      if (connector.session === session) await this.end(connector, "DeAuthorized");
    });
  }

  #schedule(connector: Connector, dueMs: number): void {
    const { station } = this;
    const { session } = connector;
    if (!session) return;
    const intervalMs = station.options.meterIntervalMs ?? DEFAULT_METER_INTERVAL_MS;
    // A station that cannot keep up leaves readings out rather than piling them up.
    const nextMs = Math.max(dueMs + intervalMs, station.now);
    const cancel = station.options.clock.at(nextMs, async () => {
      if (connector.session !== session) return;
      await this.#tick(connector, session);
      if (connector.session === session) this.#schedule(connector, nextMs);
    });
    this.#timers.set(connector.spec.id, cancel);
  }

  async #tick(connector: Connector, session: Session): Promise<void> {
    const { station } = this;
    const resetMs = station.quirks.meterResetAfterMs;
    connector.step(station.now);
    if (
      resetMs !== undefined && !session.isMeterReset && station.now - session.startMs >= resetMs
    ) {
      connector.registerWh = 0;
      session.isMeterReset = true;
    }
    await this.sendReading(connector, "Sample.Periodic");
    if (connector.session === session) {
      await station.setStatus(connector, connector.chargingStatus(station.now));
    }
  }
}
