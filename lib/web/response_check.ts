import type { Answer } from "./reply.ts";
import type { EndpointSpec } from "./spec.ts";
import { listIssues } from "./validation_details.ts";

/** Holds an answer against the declaration, in development and tests: throws where they differ. */
export function checkResponse(spec: EndpointSpec, answer: Answer): void {
  const name = `${spec.method} ${spec.path}`;
  const declared = spec.responses[answer.status];
  if (!declared) {
    throw new Error(`${name} answered ${answer.status}, which its declaration does not name.`);
  }
  if (!declared.schema) return;
  const parsed = declared.schema.safeParse(
    answer.body === null ? undefined : JSON.parse(answer.body),
  );
  if (!parsed.success) {
    const issues = JSON.stringify(listIssues(parsed.error.issues));
    throw new Error(`${name} answered ${answer.status} against its schema: ${issues}`);
  }
}
