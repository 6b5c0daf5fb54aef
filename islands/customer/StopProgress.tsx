import { Spinner } from "../../components/Spinner.tsx";
import { type FollowedOperation, useOperation } from "./operation_poll.ts";
import type { StopWords } from "./start_words.ts";

/** A stop under way; once it is settled the page is loaded anew and says how it ended. */
export default function StopProgress(
  { operation: first, words }: { operation: FollowedOperation; words: StopWords },
) {
  const { operation } = useOperation(first, () => location.reload());
  const message = (words as Record<string, string>)[operation.message] ?? operation.message;
  return (
    <p role="status" class="flex min-h-12 items-center gap-3" data-stop={operation.state}>
      <Spinner />
      <span class="font-medium">{words["Stopping…"]}</span>
      <span class="text-sm text-ink-muted">{message}</span>
    </p>
  );
}
