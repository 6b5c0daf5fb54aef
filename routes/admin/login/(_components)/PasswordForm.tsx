import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/TextField.tsx";

/** E-mail and password; posts to the page it stands on and keeps the address after a mistake. */
export function PasswordForm({ email, error, next }: {
  email: string;
  error: string | null;
  next: string;
}) {
  return (
    <>
      {error && <Banner kind="error" title="You are not signed in">{error}</Banner>}
      <form method="post" class="space-y-4">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autocomplete="username"
          value={email}
          maxLength={254}
          required
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          maxLength={128}
          required
        />
        <Button variant="primary" size="lg" wide>Sign in</Button>
      </form>
    </>
  );
}
