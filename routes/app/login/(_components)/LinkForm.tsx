import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/TextField.tsx";

/** Asks for a sign-in link by mail; always posts to `/login`. */
export function LinkForm({ email, error, next }: {
  email: string;
  error: string | null;
  next: string;
}) {
  return (
    <>
      {error && <Banner kind="error" title="No link was sent">{error}</Banner>}
      <form method="post" action="/login" class="space-y-4">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autocomplete="email"
          inputMode="email"
          placeholder="you@example.org"
          value={email}
          maxLength={254}
          hint="We send you a link. There is no password."
          required
        />
        <Button variant="primary" size="lg" wide>Send me a sign-in link</Button>
      </form>
    </>
  );
}
