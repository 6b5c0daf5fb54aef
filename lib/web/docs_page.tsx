import type { VNode } from "preact";
import { SummaryMarker } from "./docs_marker.tsx";
import { OperationCard } from "./docs_operation.tsx";
import type { OpenApiDocument, OpenApiOperation } from "./openapi_types.ts";

interface Entry {
  method: string;
  path: string;
  operation: OpenApiOperation;
}

const UNTAGGED = "Other";

/** The API document as a page: groups, anchors, tables, a curl line each. Needs no JavaScript. */
export function docsPage(document: OpenApiDocument): VNode {
  const groups = groupByTag(document);
  const base = document.servers[0]?.url ?? "";
  return (
    <div class="mx-auto max-w-6xl px-4 py-8 text-ink">
      <header>
        <h1 class="text-2xl font-semibold tracking-tight">{document.info.title}</h1>
        <p class="mt-1 text-ink-muted">
          Version {document.info.version}.{" "}
          <a class="underline" href="/api/openapi.json">OpenAPI document</a>
        </p>
      </header>
      <div class="mt-8 gap-10 lg:grid lg:grid-cols-[16rem_1fr]">
        <Contents groups={groups} />
        <main id="main" tabIndex={-1} class="mt-8 min-w-0 space-y-12 lg:mt-0">
          <Conventions />
          {groups.map(([tag, entries]) => (
            <section key={tag} aria-labelledby={anchorOf(tag)}>
              <h2 id={anchorOf(tag)} class="scroll-mt-4 text-xl font-semibold">{tag}</h2>
              <div class="mt-4 space-y-6">
                {entries.map(({ method, path, operation }) => (
                  <OperationCard
                    key={operation.operationId}
                    method={method}
                    path={path}
                    operation={operation}
                    base={base}
                    schemas={document.components.schemas}
                  />
                ))}
              </div>
            </section>
          ))}
        </main>
      </div>
    </div>
  );
}

function groupByTag(document: OpenApiDocument): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0] ?? UNTAGGED;
      groups.set(tag, [...groups.get(tag) ?? [], {
        method: method.toUpperCase(),
        path,
        operation,
      }]);
    }
  }
  return [...groups].sort(([a], [b]) =>
    Number(a === UNTAGGED) - Number(b === UNTAGGED) ||
    a.localeCompare(b)
  );
}

const anchorOf = (tag: string) => `tag-${tag.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;

function Contents({ groups }: { groups: [string, Entry[]][] }) {
  return (
    <nav aria-label="Operations" class="text-sm lg:sticky lg:top-4 lg:max-h-dvh lg:overflow-y-auto">
      <ul class="space-y-1">
        {groups.map(([tag, entries]) => (
          <li key={tag}>
            <details>
              <summary class="cursor-pointer rounded-md py-1 font-medium">
                <SummaryMarker />
                {tag} <span class="text-ink-muted">({entries.length})</span>
              </summary>
              <ul class="mb-2 ml-4 space-y-1">
                {entries.map(({ method, path, operation }) => (
                  <li key={operation.operationId}>
                    <a
                      class="break-all text-ink-muted hover:underline"
                      href={`#${operation.operationId}`}
                    >
                      {method} {path}
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Conventions() {
  return (
    <section aria-labelledby="conventions">
      <h2 id="conventions" class="text-xl font-semibold">Conventions</h2>
      <ul class="mt-3 list-disc space-y-1 pl-5 text-sm">
        <li>JSON in and out; times are ISO-8601 in UTC; money is integer minor units.</li>
        <li>
          Errors carry a sentence in <code>error</code>, a machine code in <code>code</code>{" "}
          and field errors in <code>details</code>. Every answer has an <code>X-Request-Id</code>.
        </li>
        <li>
          Writes with a session cookie must come from the host's own pages (<code>Origin</code> or
          {" "}
          <code>Sec-Fetch-Site</code>).
        </li>
        <li>
          Over the limit: 429 with <code>Retry-After</code> and <code>X-RateLimit-*</code>.
        </li>
      </ul>
    </section>
  );
}
