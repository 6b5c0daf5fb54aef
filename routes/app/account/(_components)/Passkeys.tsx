import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Fingerprint } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { TextField } from "@/components/TextField.tsx";
import { useT } from "@/components/translate.ts";
import { PASSKEY_WORDS } from "@/islands/customer/passkey_words.ts";
import PasskeyAdd from "@/islands/customer/PasskeyAdd.tsx";
import type { PasskeyView } from "@/lib/auth/mod.ts";

/**
 * The driver's passkeys with forms to rename and remove them, and the way to add one. `isReadOnly`: an
 * administrator looks; nothing can be changed. `isWeak`: signed in by a tap, which adds none. `back` is
 * the page that shows the list.
 */
export function PasskeyList({ passkeys, isReadOnly, isWeak, back }: {
  passkeys: PasskeyView[];
  isReadOnly: boolean;
  isWeak: boolean;
  back: string;
}) {
  const t = useT();
  return (
    <div id="passkeys">
      <SectionCard
        title={t("Passkeys")}
        icon={Fingerprint}
        description={t("Sign in with your fingerprint, face or PIN instead of a link by mail.")}
      >
        {passkeys.length === 0
          ? <EmptyState icon={Fingerprint} title={t("No passkeys yet")} />
          : (
            <ul class="divide-y divide-border-subtle">
              {passkeys.map((passkey) => (
                <Row key={passkey.id} passkey={passkey} isReadOnly={isReadOnly} back={back} />
              ))}
            </ul>
          )}
        {!isReadOnly && (
          <div class="mt-4 border-t border-border-subtle pt-4">
            {isWeak ? <SignInFirst back={back} /> : (
              <>
                <PasskeyAdd words={t.words(PASSKEY_WORDS)} />
                <noscript>
                  <p class="text-sm text-ink-muted">{t("Adding a passkey needs JavaScript.")}</p>
                </noscript>
              </>
            )}
          </div>
        )}
      </SectionCard>
    </div>
  );
}

/** A passkey opens the account for good: it is not given to whoever holds a card. */
function SignInFirst({ back }: { back: string }) {
  const t = useT();
  return (
    <div class="space-y-3">
      <p class="text-sm text-ink-muted">
        {t("You signed in with a card. To add a passkey, sign in by mail first.")}
      </p>
      <LinkButton href={`/login?${new URLSearchParams({ add: "1", next: back })}`}>
        {t("Sign in by mail")}
      </LinkButton>
    </div>
  );
}

function Row({ passkey, isReadOnly, back }: {
  passkey: PasskeyView;
  isReadOnly?: boolean;
  back: string;
}) {
  const t = useT();
  const name = passkey.name ?? t("Passkey");
  return (
    <li class="py-3">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p class="min-w-0 flex-1 truncate font-medium max-sm:basis-full">{name}</p>
        {passkey.isSynced && <Badge>{t("Synced")}</Badge>}
        <p class="text-sm text-ink-muted">
          {t("Added##passkey")} <DateTime at={passkey.createdAt} show="date" />
        </p>
      </div>
      {!isReadOnly && (
        <details class="mt-1">
          <summary class="tap inline-flex cursor-pointer items-center text-sm underline underline-offset-2">
            {t("Change {name}", { name })}
          </summary>
          <form method="post" action="/auth/passkeys" class="mt-2 flex flex-wrap items-end gap-2">
            <input type="hidden" name="id" value={passkey.id} />
            <input type="hidden" name="back" value={back} />
            <div class="min-w-0 flex-1 basis-48">
              <TextField
                name="name"
                id={`passkey-${passkey.id}`}
                label={t("Name")}
                value={name}
                maxLength={60}
                required
              />
            </div>
            <Button name="action" value="rename">{t("Rename")}</Button>
            <Button name="action" value="remove" variant="destructive">{t("Remove")}</Button>
          </form>
        </details>
      )}
    </li>
  );
}
