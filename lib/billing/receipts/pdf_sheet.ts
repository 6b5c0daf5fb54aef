import PDFDocument from "pdfkit";
import { Buffer } from "node:buffer";
import { pdfText } from "./pdf_text.ts";
import type { DocumentReader } from "./reader.ts";

/** A4 in points. */
export const LEFT = 50;
export const RIGHT = 545;
const BOTTOM = 780;
const INK = "#1b2128";
const MUTED = "#4a5560";
const RULE = "#d8e0e5";
const BRAND = "#2c7a40";

export interface PdfColumn {
  /** Points from the left edge of the sheet, and how wide. */
  x: number;
  width: number;
  align?: "left" | "right";
}

type Style = { size?: number; bold?: boolean; muted?: boolean };

/** One cell must not fill pages. */
const MAX_CHARS = 300;

function shown(text: string): string {
  const clean = pdfText(text);
  return clean.length > MAX_CHARS ? `${clean.slice(0, MAX_CHARS - 3)}...` : clean;
}

/** A document that is written from top to bottom and turns the page by itself. */
export class PdfSheet {
  readonly #doc: PDFKit.PDFDocument;
  readonly #done: Promise<Uint8Array<ArrayBuffer>>;
  readonly #footer: string;
  #page = 1;
  #y = LEFT;
  /** Repeated on every page of a table. */
  #head: (() => void) | null = null;

  constructor(
    input: { title: string; footer: string; createdAt: Date; reader: DocumentReader },
  ) {
    this.#footer = input.footer;
    this.#doc = new PDFDocument({
      size: "A4",
      margin: 0,
      lang: input.reader.language,
      displayTitle: true,
      pdfVersion: "1.5",
      info: {
        Title: input.title,
        Producer: "Polaris Express",
        Creator: "Polaris Express",
        CreationDate: input.createdAt,
      },
    });
    const chunks: Uint8Array[] = [];
    this.#done = new Promise((resolve, reject) => {
      this.#doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      this.#doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
      this.#doc.on("error", reject);
    });
    this.#write("Polaris Express", { x: LEFT, width: 300 }, { size: 10, bold: true }, BRAND);
    this.#y += 22;
    this.heading(input.title);
  }

  /** The document's or a part's heading. */
  heading(text: string, size = 20): void {
    this.#room(size * 2);
    const lines = this.#write(text, { x: LEFT, width: RIGHT - LEFT }, { size, bold: true });
    this.#y += lines + 8;
  }

  /** A paragraph. */
  text(text: string, style: Style = {}): void {
    this.#room(30);
    this.#y += this.#write(text, { x: LEFT, width: RIGHT - LEFT }, style) + 6;
  }

  /** Facts as name and value. */
  facts(rows: readonly (readonly [string, string])[]): void {
    for (const [name, value] of rows) {
      this.#room(Math.max(28, this.#height(value, RIGHT - LEFT - 170, {}) + 5));
      const names = this.#write(name, { x: LEFT, width: 160 }, { muted: true });
      const values = this.#write(value, { x: LEFT + 170, width: RIGHT - LEFT - 170 });
      this.#y += Math.max(names, values) + 5;
    }
    this.gap();
  }

  /** Begins a table: its head stands again on every page it reaches. */
  tableHead(columns: readonly PdfColumn[], cells: readonly string[]): void {
    this.#head = () => {
      this.#cells(columns, cells, { size: 8, bold: true, muted: true });
      this.#rule();
    };
    this.#room(40);
    this.#head();
  }

  row(columns: readonly PdfColumn[], cells: readonly string[], style: Style = {}): void {
    const full = { size: 9, ...style };
    const heights = columns.map(({ width }, at) => this.#height(cells[at] ?? "", width, full));
    this.#room(Math.max(...heights) + 5);
    this.#cells(columns, cells, full);
  }

  /** A line across, above a sum. */
  rule(): void {
    this.#room(20);
    this.#rule();
  }

  endTable(): void {
    this.#head = null;
    this.gap();
  }

  gap(points = 10): void {
    this.#y += points;
  }

  /** The finished file. */
  finish(): Promise<Uint8Array<ArrayBuffer>> {
    this.#writeFooter();
    this.#doc.end();
    return this.#done;
  }

  #cells(columns: readonly PdfColumn[], cells: readonly string[], style: Style): void {
    const heights = columns.map((column, at) => this.#write(cells[at] ?? "", column, style));
    this.#y += Math.max(...heights) + 5;
  }

  #rule(): void {
    this.#doc.moveTo(LEFT, this.#y).lineTo(RIGHT, this.#y).lineWidth(0.5).strokeColor(RULE)
      .stroke();
    this.#y += 6;
  }

  /** Writes at the current height, wraps within the column; @returns the height it took */
  #write(text: string, { x, width, align }: PdfColumn, style: Style = {}, color?: string): number {
    const height = this.#height(text, width, style);
    if (height === 0) return 0;
    this.#doc.fillColor(color ?? (style.muted ? MUTED : INK))
      .text(shown(text), x, this.#y, { width, align: align ?? "left" });
    return height;
  }

  /** Points that a text takes within a width; its font is set on the way. */
  #height(text: string, width: number, { size = 10, bold }: Style): number {
    this.#doc.font(bold ? "Helvetica-Bold" : "Helvetica").fontSize(size);
    const clean = shown(text);
    return clean === "" ? 0 : this.#doc.heightOfString(clean, { width });
  }

  #room(points: number): void {
    if (this.#y + points <= BOTTOM) return;
    this.#writeFooter();
    this.#doc.addPage();
    this.#page++;
    this.#y = LEFT;
    this.#head?.();
  }

  #writeFooter(): void {
    const back = this.#y;
    this.#y = BOTTOM + 20;
    this.#write(this.#footer, { x: LEFT, width: RIGHT - LEFT - 50 }, { size: 8, muted: true });
    this.#write(String(this.#page), { x: RIGHT - 40, width: 40, align: "right" }, {
      size: 8,
      muted: true,
    });
    this.#y = back;
  }
}
