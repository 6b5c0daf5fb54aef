import { useT } from "@/components/translate.ts";
import { Avatar } from "@/components/Avatar.tsx";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import type { HeldSession } from "@/lib/auth/mod.ts";

/** People who are signed in in this browser, each with its ways: go on as them, or sign them out. */
export function HeldAccounts({ sessions, next }: { sessions: HeldSession[]; next: string }) {
  const t = useT();
  return (
    <ul class="divide-y divide-border-subtle">
      {sessions.map(({ id, user, isCurrent }) => {
        const name = user.name ?? user.email ?? user.publicId;
        return (
          <li key={id} class="py-3">
            <div class="flex items-center gap-3">
              <Avatar name={name} />
              <div class="min-w-0 flex-1">
                <p class="truncate font-medium">{name}</p>
                {user.email && user.name && (
                  <p class="truncate text-sm text-ink-muted">{user.email}</p>
                )}
              </div>
              {isCurrent && <Badge tone="success">{t("Current")}</Badge>}
            </div>
            <form method="post" action="/auth/accounts" class="mt-2 flex flex-wrap gap-2">
              <input type="hidden" name="session" value={id} />
              <input type="hidden" name="next" value={next} />
              {!isCurrent && (
                <Button name="action" value="switch" size="sm">
                  {t("Continue as {name}", { name })}
                </Button>
              )}
              <Button name="action" value="end" size="sm" variant="ghost">
                {t("Sign out of this account")}
              </Button>
            </form>
          </li>
        );
      })}
    </ul>
  );
}
