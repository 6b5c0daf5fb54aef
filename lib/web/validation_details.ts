import type { z } from "zod";

type Issues = readonly z.core.$ZodIssue[];
const MAX_ISSUES = 20;

/** A path as people write it: `meterValues[3].value`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number"
        ? `${text}[${part}]`
        : text
        ? `${text}.${String(part)}`
        : String(part),
    "",
  );
}

/** Messages by field, and those that belong to no field; at most 20 in all. */
export function fieldErrors(issues: Issues) {
  const fields: Record<string, string[]> = Object.create(null);
  const formErrors: string[] = [];
  for (const issue of issues.slice(0, MAX_ISSUES)) {
    const path = pathText(issue.path);
    if (path) (fields[path] ??= []).push(issue.message);
    else formErrors.push(issue.message);
  }
  return { fieldErrors: { ...fields }, formErrors };
}

/** The issues as a list of path and message; at most 20. */
export function listIssues(issues: Issues): { path: string; message: string }[] {
  return issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: pathText(issue.path),
    message: issue.message,
  }));
}

/** One sentence about the first issue. */
export function firstSentence(issues: Issues): string {
  const [first] = listIssues(issues);
  if (!first) return "The request is not valid.";
  return first.path ? `${first.path}: ${first.message}` : first.message;
}
