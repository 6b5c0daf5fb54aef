import { useEffect, useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Share2 } from "../../components/icons.ts";

type Words = Record<"Share" | "Link copied" | "Copying failed", string>;

const SHOWN_MS = 2_500;

/** Hands a link to the phone's own sharing, or copies it where there is none. */
export default function ShareLink({ href, title, words }: {
  href: string;
  title: string;
  words: Words;
}) {
  const [said, setSaid] = useState<keyof Words | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const share = async () => {
    if (navigator.share) {
      // Who closes the sheet has not failed.
      await navigator.share({ title, url: href }).catch(() => {});
      return;
    }
    await navigator.clipboard.writeText(href)
      .then(() => setSaid("Link copied"), () => setSaid("Copying failed"));
  };
  return (
    <span class="js-only inline-flex items-center gap-2">
      <Button type="button" onClick={share}>
        <Share2 size={16} aria-hidden="true" />
        {words["Share"]}
      </Button>
      <span role="status" class="text-sm text-ink-muted">{said && words[said]}</span>
    </span>
  );
}
