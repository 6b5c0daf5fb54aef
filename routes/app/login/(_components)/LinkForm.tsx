import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/TextField.tsx";
import { useT } from "@/components/translate.ts";

/** Asks for a sign-in link by mail; always posts to `/login`. `error` is in the reader's language. */
export function LinkForm({ email, error, next }: {
  email: string;
  error: string | null;
  next: string;
}) {
  const t = useT();
  return (
    <>
      {error && <Banner kind="error" title={t("No link was sent")}>{error}</Banner>}
      <form method="post" action="/login" class="space-y-4">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="email"
          label={t("E-mail")}
          type="email"
          autocomplete="email"
          inputMode="email"
          placeholder="you@example.org"
          value={email}
          maxLength={254}
          hint={t("We send you a link. There is no password.")}
          required
        />
        <Button variant="primary" size="lg" wide>{t("Send me a sign-in link")}</Button>
      </form>
    </>
  );
}
