import type { ComponentChildren } from "preact";
import { SummaryMarker } from "./docs_marker.tsx";
import type { JsonSchema } from "./json_schema.ts";
import type { OpenApiOperation, OpenApiParameter } from "./openapi_types.ts";
import { curlExample, exampleOf, typeText } from "./schema_text.ts";

interface Props {
  method: string;
  path: string;
  operation: OpenApiOperation;
  base: string;
  schemas: Record<string, JsonSchema>;
}

/** One operation of the API page. */
export function OperationCard({ method, path, operation, base, schemas }: Props) {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const credentials = operation.security.flatMap((each) => Object.keys(each));
  return (
    <article
      id={operation.operationId}
      class="scroll-mt-4 rounded-lg border border-border-subtle bg-card p-5 shadow-card"
    >
      <h3 class="flex flex-wrap items-baseline gap-2">
        <span class="rounded-md bg-sunken px-2 py-0.5 font-mono text-sm font-semibold">
          {method}
        </span>
        <a class="font-mono text-sm break-all hover:underline" href={`#${operation.operationId}`}>
          {path}
        </a>
      </h3>
      <p class="mt-2 font-medium">{operation.summary}</p>
      <p class="mt-1 text-sm text-ink-muted">{operation.description}</p>
      <p class="mt-1 text-sm text-ink-muted">
        Credential: {credentials.length > 0 ? credentials.join(" or ") : "none"}
      </p>
      {operation.parameters.length > 0 && <Parameters parameters={operation.parameters} />}
      {body && <Body title="Request body" schema={body} schemas={schemas} />}
      <Responses operation={operation} schemas={schemas} />
      <Disclosure title="curl">
        <Code text={curlExample({ method, path, operation, base, schemas })} />
      </Disclosure>
    </article>
  );
}

function Parameters({ parameters }: { parameters: OpenApiParameter[] }) {
  return (
    <Table caption="Parameters" head={["Name", "In", "Type", "Needed", "Meaning"]}>
      {parameters.map((each) => (
        <tr key={`${each.in} ${each.name}`} class="border-t border-border-subtle">
          <th scope="row" class="py-1 pr-4 text-left font-mono font-normal">{each.name}</th>
          <td class="py-1 pr-4">{each.in}</td>
          <td class="py-1 pr-4 font-mono">{typeText(each.schema)}</td>
          <td class="py-1 pr-4">{each.required ? "yes" : "no"}</td>
          <td class="py-1">{each.description ?? ""}</td>
        </tr>
      ))}
    </Table>
  );
}

function Responses({ operation, schemas }: Pick<Props, "operation" | "schemas">) {
  const statuses = Object.entries(operation.responses);
  const shown = statuses.find(([status, { content }]) =>
    status.startsWith("2") && content?.["application/json"]
  );
  const schema = shown?.[1].content?.["application/json"]?.schema;
  return (
    <>
      <Table caption="Answers" head={["Status", "Meaning", "Type"]}>
        {statuses.map(([status, { description, content }]) => (
          <tr key={status} class="border-t border-border-subtle">
            <th scope="row" class="py-1 pr-4 text-left font-mono font-normal">{status}</th>
            <td class="py-1 pr-4">{description}</td>
            <td class="py-1 font-mono">{Object.keys(content ?? {}).join(", ") || "—"}</td>
          </tr>
        ))}
      </Table>
      {schema && shown && <Body title={`Answer ${shown[0]}`} schema={schema} schemas={schemas} />}
    </>
  );
}

function Body({ title, schema, schemas }: {
  title: string;
  schema: JsonSchema;
  schemas: Props["schemas"];
}) {
  return (
    <Disclosure title={title}>
      <Code text={JSON.stringify(exampleOf(schema, schemas), null, 2)} />
      <Disclosure title="Schema">
        <Code text={JSON.stringify(schema, null, 2)} />
      </Disclosure>
    </Disclosure>
  );
}

function Table({ caption, head, children }: {
  caption: string;
  head: string[];
  children: ComponentChildren;
}) {
  return (
    <div class="mt-4 overflow-x-auto" role="region" aria-label={caption} tabIndex={0}>
      <table class="w-full text-sm">
        <caption class="pb-1 text-left font-medium">{caption}</caption>
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col" class="py-1 pr-4 text-left font-medium text-ink-muted">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Disclosure({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details class="mt-3">
      <summary class="cursor-pointer rounded-md text-sm font-medium">
        <SummaryMarker />
        {title}
      </summary>
      {children}
    </details>
  );
}

function Code({ text }: { text: string }) {
  return (
    <pre
      tabIndex={0}
      class="mt-2 overflow-x-auto rounded-md bg-sunken p-3 text-xs"
    ><code>{text}</code></pre>
  );
}
