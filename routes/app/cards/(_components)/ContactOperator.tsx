import { Mail } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";

/** A mail to the operator; nothing when no address is configured. */
export function ContactOperator({ email, subject }: {
  email: string | undefined;
  subject?: string;
}) {
  const t = useT();
  if (!email) return null;
  const query = subject ? `?subject=${encodeURIComponent(subject)}` : "";
  return (
    <LinkButton href={`mailto:${email}${query}`}>
      <Mail size={16} aria-hidden="true" />
      {t("Contact operator")}
    </LinkButton>
  );
}
