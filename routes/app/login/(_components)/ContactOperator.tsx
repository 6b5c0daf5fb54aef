import { useT } from "@/components/translate.ts";

/** Where a driver turns when signing in does not work; nothing when no address is configured. */
export function ContactOperator({ email }: { email: string | undefined }) {
  const t = useT();
  if (!email) return null;
  return (
    <span>
      {t("Trouble signing in?")}{" "}
      <a href={`mailto:${email}`} class="underline">{t("Contact your operator")}</a>
    </span>
  );
}
