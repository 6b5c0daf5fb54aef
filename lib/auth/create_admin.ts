import { parseArgs } from "node:util";
import { randomToken } from "@/lib/platform/crypto.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { MIN_PASSWORD_LENGTH } from "./instance.ts";
import { createOperator } from "./users.ts";

export const USAGE = `Creates an operator who signs in by password on the admin host.

  deno task admin:create --email ops@example.org [--name "Operations"] [--role operator|admin]

  --role             operator (default admin)
  --password-stdin   read the password from standard input
  --reset-password   give an existing operator a new password and end their sessions

Without --password-stdin a password is asked for on a terminal (empty: one is generated), and
generated otherwise. A generated password is printed once.`;

export interface Terminal {
  isInteractive: boolean;
  /** Asks without showing what is typed is not possible everywhere; returns null when nothing came. */
  ask(question: string): string | null;
  readAll(): Promise<string>;
  print(line: string): void;
}

/** What the command line asked for; throws AppError with the sentence to print. */
export function readArguments(args: string[]) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        email: { type: "string" },
        name: { type: "string" },
        role: { type: "string", default: "admin" },
        "password-stdin": { type: "boolean", default: false },
        "reset-password": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }));
  } catch (error) {
    throw new AppError("invalid", error instanceof Error ? error.message : String(error));
  }
  const { email, role } = values;
  if (values.help) return null;
  if (!email) throw new AppError("invalid", "--email is missing.");
  if (role !== "operator" && role !== "admin") {
    throw new AppError("invalid", "--role is operator or admin.");
  }
  return {
    email,
    role: role as "operator" | "admin",
    name: values.name ?? email.split("@")[0],
    passwordStdin: values["password-stdin"],
    resetPassword: values["reset-password"],
  };
}

/** Runs the command: creates the person, or reports that they exist, and says what happened. */
export async function createAdmin(ctx: Ctx, args: string[], terminal: Terminal): Promise<void> {
  const options = readArguments(args);
  if (!options) return terminal.print(USAGE);
  const { email, name, role, resetPassword } = options;
  const given = await givenPassword(options.passwordStdin, terminal);
  const password = given || randomToken(18);
  const result = await createOperator(ctx, { email, name, role, password }, { resetPassword });
  if (result.created) terminal.print(`Created ${email} as ${role}.`);
  else if (result.passwordSet) terminal.print(`Set a new password for ${email}; sessions ended.`);
  else {terminal.print(
      `${email} exists already. Nothing changed; --reset-password sets a password.`,
    );}
  if (result.passwordSet && !given) terminal.print(`Password (shown once): ${password}`);
  if (result.passwordSet) terminal.print(`Sign in at ${ctx.config.adminUrl}/login`);
}

async function givenPassword(fromStdin: boolean, terminal: Terminal): Promise<string> {
  if (fromStdin) return (await terminal.readAll()).replace(/\r?\n$/, "");
  if (!terminal.isInteractive) return "";
  return terminal.ask(`Password (${MIN_PASSWORD_LENGTH}+ characters, empty to generate):`) ?? "";
}
