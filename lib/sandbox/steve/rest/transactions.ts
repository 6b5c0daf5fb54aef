import { isoOrNull } from "../http/dates.ts";
import { ApiError, badRequest } from "../http/errors.ts";
import { parseInteger, type Query } from "../http/query.ts";
import { ok, type Route } from "../http/router.ts";
import { guessStop } from "../rules/stop.ts";
import { isEnergy, type MeterRow } from "../store/meter_values.ts";
import type { Store } from "../store/store.ts";
import type { TransactionFilter, TransactionRow } from "../store/transactions.ts";

const DAY_MS = 86_400_000;
const PERIOD_DAYS = { TODAY: 0, LAST_10: 10, LAST_30: 30, LAST_90: 90 } as const;

/** SteVe's `Transaction`: values are text, what has not happened is null. */
export function transactionBody(row: TransactionRow) {
  return {
    id: row.id,
    connectorId: row.connector_id,
    chargeBoxPk: row.charge_box_pk,
    ocppTagPk: row.tag_pk,
    userId: row.user_pk,
    chargeBoxId: row.charge_box_id,
    ocppIdTag: row.id_tag,
    startTimestamp: isoOrNull(row.start_ms),
    startValue: row.start_value,
    stopTimestamp: isoOrNull(row.stop_ms),
    stopValue: row.stop_value,
    stopReason: row.stop_reason,
    stopEventActor: row.stop_actor,
  };
}

function meterBody(row: MeterRow) {
  return {
    valueTimestamp: isoOrNull(row.at_ms),
    value: row.value,
    readingContext: row.context,
    format: row.format,
    measurand: row.measurand,
    location: row.location,
    unit: row.unit,
    phase: row.phase,
  };
}

/** The `transactions` group of the API. */
export function transactionRoutes(store: Store): Route[] {
  const found = (text: string) => {
    const row = store.transactions.byId(parseInteger(text));
    if (!row) throw new ApiError(404, "Could not find this transaction");
    return row;
  };
  return [
    {
      method: "GET",
      path: "/transactions",
      handle: ({ query, nowMs }) =>
        ok(store.transactions.list(listFilter(query, nowMs)).map(transactionBody)),
    },
    {
      method: "GET",
      path: "/transactions/reports/csv",
      handle: ({ query }) => {
        const [from, to] = [query.offsetDate("from"), query.offsetDate("to")];
        return { status: 200, contentType: "text/csv", body: csvReport(store, from, to) };
      },
    },
    {
      method: "GET",
      path: "/transactions/{id}",
      handle: ({ path, query, nowMs }) => {
        const row = found(path.id);
        const energyOnly = query.flag("energyValuesOnly", true);
        const values = readingsOf(store, row, nowMs)
          .filter((reading) => !energyOnly || isEnergy(reading));
        return ok({ transaction: transactionBody(row), values: values.map(meterBody) });
      },
    },
    {
      method: "PATCH",
      path: "/transactions/{id}/stop",
      handle: ({ path, nowMs }) => {
        stopByHand(store, found(path.id), nowMs);
        return ok();
      },
    },
  ];
}

/** Marks a running transaction stopped in the database only; the station is not told. */
export function stopByHand(store: Store, row: TransactionRow, nowMs: number): void {
  if (row.stop_ms !== null) return;
  const guess = guessStop(
    row,
    readingsOf(store, row, nowMs).toSorted((one, other) => one.at_ms - other.at_ms),
    store.transactions.nextOnConnector(row),
  );
  store.transactions.setStop(row.id, { ...guess, actor: "manual", eventMs: nowMs });
}

function readingsOf(store: Store, row: TransactionRow, nowMs: number): MeterRow[] {
  const until = row.stop_ms ?? store.transactions.nextOnConnector(row)?.start_ms ?? nowMs;
  return store.meter.ofTransaction(row, until);
}

function listFilter(query: Query, nowMs: number): TransactionFilter {
  const filter: TransactionFilter = {
    ids: query.integers("transactionPk"),
    chargeBoxIds: query.texts("chargeBoxId"),
    connectorId: query.integer("connectorId"),
    idTags: query.texts("ocppIdTag"),
    userIds: query.integers("userId"),
  };
  const type = query.choice("type", ["ALL", "ACTIVE", "STOPPED"], "ALL");
  if (type !== "ALL") filter.state = type;
  const period = query.choice(
    "periodType",
    ["ALL", "TODAY", "LAST_10", "LAST_30", "LAST_90", "FROM_TO"],
    "ALL",
  );
  const [from, to] = [query.date("from"), query.date("to")];
  if (period === "FROM_TO") {
    if (from === undefined || to === undefined || to <= from) throw badRequest();
    filter.startFromMs = from;
    filter.startToMs = to;
  } else if (period !== "ALL") {
    const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
    filter.startFromMs = today - PERIOD_DAYS[period] * DAY_MS;
    filter.startToMs = today + DAY_MS - 1;
  }
  return filter;
}

const CSV_COLUMNS = [
  "transaction_pk",
  "evse_pk",
  "id_tag",
  "start_event_timestamp",
  "start_timestamp",
  "start_value",
  "stop_event_actor",
  "stop_event_timestamp",
  "stop_timestamp",
  "stop_value",
  "stop_reason",
];

function csvReport(store: Store, fromMs: number, toMs: number): string {
  const rows = store.transactions.stoppedBetween(fromMs, toMs).map((row) => [
    row.id,
    row.evse_pk,
    row.id_tag,
    isoOrNull(row.start_event_ms),
    isoOrNull(row.start_ms),
    row.start_value,
    row.stop_actor,
    isoOrNull(row.stop_event_ms),
    isoOrNull(row.stop_ms),
    row.stop_value,
    row.stop_reason,
  ]);
  return [CSV_COLUMNS, ...rows].map((row) => row.map((cell) => cell ?? "").join(",") + "\n").join(
    "",
  );
}
