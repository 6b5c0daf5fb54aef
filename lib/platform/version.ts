import project from "@/deno.json" with { type: "json" };

/** Version of this release, as deno.json states it. */
export const VERSION: string = project.version;
