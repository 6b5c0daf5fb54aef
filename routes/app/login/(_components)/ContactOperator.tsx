/** Where a driver turns when signing in does not work; nothing when no address is configured. */
export function ContactOperator({ email }: { email: string | undefined }) {
  if (!email) return null;
  return (
    <span>
      Trouble signing in? <a href={`mailto:${email}`} class="underline">Contact your operator</a>
    </span>
  );
}
