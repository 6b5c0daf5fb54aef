/** What a transform of a static file is called with. */
export interface OnTransformArgs {
  /** Absolute path of the file. */
  path: string;
  mode: "development" | "production";
  target: string | string[];
  /** The file's content as text. */
  text: string;
  /** The file's content as bytes. */
  content: Uint8Array<ArrayBuffer>;
}

/** Which files a transform is for. */
export interface OnTransformOptions {
  /** Shown in errors. */
  pluginName: string;
  /** Matched against the file's path. */
  filter: RegExp;
}

/** Content that replaces a static file; nothing leaves the file as it is. */
export interface OnTransformResult {
  content: string | Uint8Array<ArrayBuffer>;
  map?: string | Uint8Array<ArrayBuffer>;
}

/** A transform of static files. */
export type TransformFn = (
  args: OnTransformArgs,
) => OnTransformResult | void | Promise<OnTransformResult | void>;

/** The transforms of a build, applied in the order of their registration. */
export class Transforms {
  #entries: { options: OnTransformOptions; transform: TransformFn }[] = [];

  add(options: OnTransformOptions, transform: TransformFn): void {
    this.#entries.push({ options, transform });
  }

  /** True when any transform is for this file. */
  has(path: string): boolean {
    return this.#entries.some(({ options }) => isFor(options, path));
  }

  /**
   * Runs all transforms that are for this file.
   * @throws {Error} naming plugin and file when one fails.
   */
  async run(
    path: string,
    build: Pick<OnTransformArgs, "mode" | "target">,
  ): Promise<Uint8Array<ArrayBuffer>> {
    let content = await Deno.readFile(path);
    for (const { options, transform } of this.#entries) {
      if (!isFor(options, path)) continue;
      const text = new TextDecoder().decode(content);
      try {
        const result = await transform({ ...build, path, text, content });
        if (result) content = toBytes(result.content);
      } catch (cause) {
        throw new Error(`${options.pluginName} failed on ${path}`, { cause });
      }
    }
    return content;
  }
}

function isFor(options: OnTransformOptions, path: string): boolean {
  // A global expression remembers where it stopped, and would skip every other file.
  return new RegExp(
    options.filter.source,
    options.filter.flags.replace(/[gy]/g, ""),
  ).test(path);
}

function toBytes(content: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
