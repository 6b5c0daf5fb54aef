import { compile, optimize } from "@tailwindcss/node";
import { Scanner } from "@tailwindcss/oxide";
import { dirname } from "node:path";

/**
 * Compiles a Tailwind stylesheet for the class names that occur below `root` (routes, islands,
 * components, lib). Minified for production. Errors name the file and the rule.
 */
export async function compileTailwind(
  css: string,
  input: { path: string; root: string; mode: "development" | "production" },
): Promise<string> {
  const compiler = await compile(css, {
    base: dirname(input.path),
    from: input.path,
    onDependency: () => {},
  });
  const folders = ["routes", "islands", "components", "lib/web", "lib/auth"];
  const scanner = new Scanner({
    sources: folders.map((folder) => ({
      base: `${input.root}/${folder}`,
      pattern: "**/*.{ts,tsx}",
      negated: false,
    })),
  });
  const built = compiler.build(scanner.scan());
  return input.mode === "production" ? optimize(built, { minify: true }).code : built;
}
