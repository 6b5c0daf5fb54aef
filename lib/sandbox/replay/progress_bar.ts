/** Where a bar is drawn: a terminal is redrawn in place, anything else gets a line now and then. */
export interface BarOutput {
  isTerminal: boolean;
  columns: number;
  write(text: string): void;
  nowMs(): number;
}

const WIDTH = 28;
const LINE_EVERY_MS = 5_000;
const LINE_EVERY_SHARE = 0.1;

/** A progress bar over a known total. */
export class ProgressBar {
  #startedMs: number;
  #lineMs: number;
  #lineShare = 0;
  #drawn = "";
  #first: number | null = null;

  constructor(private readonly out: BarOutput) {
    this.#startedMs = this.#lineMs = out.nowMs();
  }

  /** Shows `done` of `total` (any unit) and what it stands for. */
  show(done: number, total: number, text: string): void {
    this.#first ??= done;
    const share = total > 0 ? Math.min(1, done / total) : 1;
    const now = this.out.nowMs();
    const line = `${drawn(share)} ${String(Math.floor(share * 100)).padStart(3)} %  ${text}${
      this.#remaining(done, total, now)
    }`;
    if (this.out.isTerminal) {
      const fitted = line.slice(0, Math.max(20, this.out.columns - 1));
      if (fitted === this.#drawn) return;
      this.out.write(`\r${fitted.padEnd(this.#drawn.length)}`);
      this.#drawn = fitted;
      return;
    }
    const isDue = now - this.#lineMs >= LINE_EVERY_MS ||
      share - this.#lineShare >= LINE_EVERY_SHARE || (share === 1 && this.#lineShare < 1);
    if (!isDue) return;
    this.#lineMs = now;
    this.#lineShare = share;
    this.out.write(`${line}\n`);
  }

  /** Ends the line that was being redrawn. */
  end(): void {
    if (this.out.isTerminal && this.#drawn) this.out.write("\n");
    this.#drawn = "";
  }

  #remaining(done: number, total: number, now: number): string {
    const moved = done - (this.#first ?? done);
    const elapsedMs = now - this.#startedMs;
    if (moved <= 0 || elapsedMs < 1_000 || done >= total) return "";
    return `, ${Math.ceil((total - done) * elapsedMs / moved / 1_000)} s left`;
  }
}

function drawn(share: number): string {
  const full = Math.round(share * WIDTH);
  return `[${"#".repeat(full)}${"-".repeat(WIDTH - full)}]`;
}

/** The bar's place in this process: standard error, so that a report can be piped away. */
export function standardOutput(): BarOutput {
  const encoder = new TextEncoder();
  const isTerminal = Deno.stderr.isTerminal();
  return {
    isTerminal,
    columns: isTerminal ? Deno.consoleSize().columns : 120,
    write: (text) => void Deno.stderr.writeSync(encoder.encode(text)),
    nowMs: () => Date.now(),
  };
}
