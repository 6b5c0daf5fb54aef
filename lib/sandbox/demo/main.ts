import { configureLog } from "@/lib/platform/log.ts";
import { ConfigError, settings } from "@/lib/platform/config.ts";
import { guardProcess } from "@/lib/platform/uncaught.ts";
import { runUntilSignal } from "@/main.ts";
import { startDemo } from "./demo.ts";
import { followDriverMail } from "./driver_mail.ts";
import { DRIVER_EMAIL, OPERATOR } from "./people.ts";
import { requestDriverLink } from "./sign_in_link.ts";

/** What somebody who has just started the demo needs, as lines. */
function welcome(
  demo: { config: { adminUrl: string; appUrl: string; DEMO_SPEED: number }; desk: { url: string } },
  facts: { link: string | null; seconds: string },
): string[] {
  const { config, desk } = demo;
  const rule = "─".repeat(72);
  return [
    rule,
    `Polaris Express demo is up after ${facts.seconds} s; cars charge at ${config.DEMO_SPEED} times real time.`,
    "",
    `  Operators   ${config.adminUrl}`,
    `              ${OPERATOR.email}   password: ${OPERATOR.password}`,
    `  Drivers     ${config.appUrl}`,
    `              ${DRIVER_EMAIL}   signs in by mail, all mail at ${config.appUrl}/dev/mail`,
    ...(facts.link ? [`              ${facts.link}`] : []),
    `  Tap a card  ${desk.url}   holds a card to a virtual charger`,
    "",
    "  Ctrl-C ends it; the next start goes on where this one stopped.",
    rule,
  ];
}

if (import.meta.main) {
  try {
    const startedAt = performance.now();
    await configureLog({
      LOG_FORMAT: "pretty",
      LOG_LEVEL: settings.LOG_LEVEL.catch("warning").parse(
        Deno.env.get("LOG_LEVEL") || "warning",
      ),
    });
    guardProcess();
    const demo = await startDemo(Deno.env.toObject());
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    const link = await requestDriverLink(demo.app);
    for (const line of welcome(demo, { link, seconds })) console.log(line);
    const unfollow = await followDriverMail(demo.app, (line) => console.log(line));
    await runUntilSignal({
      ...demo.app,
      stop: () => {
        unfollow();
        return demo.stop();
      },
    });
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    Deno.exit(1);
  }
}
