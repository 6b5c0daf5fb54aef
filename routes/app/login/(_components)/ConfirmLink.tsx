import { Button } from "@/components/Button.tsx";
import { useT } from "@/components/translate.ts";

/** Asks before a link signs in: mail scanners open links too, and forms are never sent by them. */
export function ConfirmLink({ token, next, email }: {
  token: string;
  next: string;
  email: string;
}) {
  const t = useT();
  // In the address, too: who chooses another language after a refusal comes back to this link.
  const action = `/login/link?${new URLSearchParams({ token, next })}`;
  return (
    <form method="post" action={action} class="space-y-4">
      <p>
        {t("You are about to sign in as")} <strong class="block wrap-anywhere">{email}</strong>
      </p>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="next" value={next} />
      <Button variant="primary" size="lg" wide>{t("Sign in")}</Button>
    </form>
  );
}
