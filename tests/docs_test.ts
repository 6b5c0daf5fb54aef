import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { settings } from "@/lib/platform/config.ts";
import { hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { hookBody, preAuthorizeBody } from "@/lib/steve/mod.ts";
import { withSettingsTable } from "./support/settings_table.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const project: { tasks: Record<string, { command: string }> } = JSON.parse(read("deno.json"));

function* markdownBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* markdownBelow(path);
    else if (path.endsWith(".md")) yield path;
  }
}

const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...markdownBelow("docs"),
  "lib/fresh/README.md",
];

/** A heading's anchor as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replaceAll(/\s/g, "-");

function anchors(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1]));
}

Deno.test("README's table of settings is the one of lib/platform/config.ts", () => {
  const text = read("README.md");
  const rewrite = "deno run -A tests/support/settings_table.ts";
  assert.equal(text, withSettingsTable(text), `rewrite it: ${rewrite}`);
  for (const [name, setting] of Object.entries(settings)) {
    assert.ok(setting.description, `${name} has a description`);
  }
});

for (const page of pages) {
  Deno.test(`${page}: every relative link, image and anchor leads somewhere`, () => {
    const text = read(page).replaceAll(/```[\s\S]*?```/g, "");
    const targets = [
      ...text.matchAll(/\]\(([^)\s]+)\)/g),
      ...text.matchAll(/(?:src|srcset|href)="([^"\s]+)/g),
    ].map((match) => match[1]).filter((target) => !/^[a-z]+:/.test(target));
    for (const target of targets) {
      const [path, anchor] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      assert.ok(existsSync(join(ROOT, file)), `${target} exists`);
      if (anchor) assert.ok(anchors(file).includes(anchor), `${target} is a heading`);
    }
  });

  Deno.test(`${page}: every task, script and setting it names exists`, () => {
    const text = read(page);
    for (const [, name] of text.matchAll(/\bdeno(?:@[\d.]+)? task ([a-z:]+)/g)) {
      assert.ok(project.tasks[name], `deno task ${name}`);
    }
    for (const [, script] of text.matchAll(/\bdeno (?:run|test) -A ([\w/.-]+)/g)) {
      assert.ok(existsSync(join(ROOT, script)), script);
    }
    const families =
      /`((?:STEVE|LAGO|SYNC|SMTP|ADMIN_OIDC|MAGIC_LINK|DATABASE)_[A-Z0-9_]+)(?:=[^`]*)?`/g;
    const known = new Set([...Object.keys(settings), ...environmentExample()]);
    for (const [, name] of text.matchAll(families)) assert.ok(known.has(name), name);
  });
}

Deno.test("pictures are below 300 kB each and all of them are shown", () => {
  const shown = pages.map(read).join("\n");
  for (const name of readdirSync(join(ROOT, "docs/images"))) {
    assert.ok(statSync(join(ROOT, "docs/images", name)).size < 300_000, name);
    assert.ok(shown.includes(`images/${name}`), `${name} is shown somewhere`);
  }
});

Deno.test("README's signed example is one that the hook accepts", () => {
  const example = read("README.md").match(/^body='(.+)'$/m)?.[1];
  const secret = read("README.md").match(/-hmac (\S+)/)?.[1];
  assert.ok(example && secret);
  const raw = new TextEncoder().encode(example);
  const headers = new Headers({ "x-signature": hmacSha256Hex(secret, raw) });
  assert.equal(hookBody(headers, raw, secret, preAuthorizeBody).chargeBoxId, "CP-7");
});

Deno.test("tasks run files that exist, with flags that this Deno knows", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--help"],
    env: { NO_COLOR: "1" },
  }).output();
  const help = new TextDecoder().decode(stdout);
  for (const [name, { command }] of Object.entries(project.tasks)) {
    const [, flags, file] = command.match(/^deno run ((?:-\S+ )*)(\S+)/) ?? [];
    if (!file) continue;
    if (!file.startsWith("npm:")) assert.ok(existsSync(join(ROOT, file)), `${name} runs ${file}`);
    for (const flag of flags.split(" ").filter((one) => one.startsWith("--"))) {
      const bare = flag.split("=")[0];
      assert.match(help, new RegExp(`${bare}(?![\\w-])`), `${name}: ${bare}`);
    }
  }
});

const compose = read("docker-compose.yml");

/** Lines of one top-level part of the compose file. */
function partOf(name: string): string[] {
  const lines = compose.split("\n");
  const from = lines.indexOf(`${name}:`);
  assert.notEqual(from, -1, `${name} is there`);
  const length = lines.slice(from + 1).findIndex((line) => /^\S/.test(line));
  return lines.slice(from + 1, length === -1 ? undefined : from + 1 + length);
}

const keysOf = (lines: string[]) =>
  lines.flatMap((line) => line.match(/^ {2}([a-z-]+):/)?.slice(1) ?? []);

function environmentExample(): string[] {
  return [...read(".env.example").matchAll(/^([A-Z0-9_]+)=/gm)].map((match) => match[1]);
}

Deno.test("docker-compose.yml and .env.example name the same variables", () => {
  const example = environmentExample();
  assert.equal(new Set(example).size, example.length, "each is there once");
  const used = new Set([...compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map((match) => match[1]));
  assert.deepEqual(example.toSorted(), [...used].toSorted());
});

Deno.test("docker-compose.yml hands the application settings that it reads", () => {
  const app = partOf("services").join("\n").split(/^ {2}(?=\S)/m).find((one) =>
    one.startsWith("app:")
  );
  const names = [...app!.matchAll(/^ {6}([A-Z0-9_]+):/gm)].map((match) => match[1]);
  assert.ok(names.length > 10);
  for (const name of names) assert.ok(name in settings, name);
});

Deno.test("docker-compose.yml: services, volumes and anchors that are used exist", () => {
  assert.doesNotMatch(compose, /\t/);
  const services = keysOf(partOf("services"));
  const volumes = keysOf(partOf("volumes"));
  for (const [, name] of compose.matchAll(/^ {6}([a-z-]+): \{ condition:/gm)) {
    assert.ok(services.includes(name), `service ${name}`);
  }
  const mounted = [...compose.matchAll(/^ +- ([a-z-]+):\//gm)].map((match) => match[1]);
  assert.deepEqual([...new Set(mounted)].toSorted(), volumes.toSorted());
  const anchored = [...compose.matchAll(/&([a-z-]+)$/gm)].map((match) => match[1]);
  for (const [, name] of compose.matchAll(/: \*([a-z-]+)$/gm)) {
    assert.ok(anchored.includes(name), `anchor ${name}`);
  }
});
