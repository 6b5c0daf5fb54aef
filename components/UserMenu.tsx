import { Avatar } from "./Avatar.tsx";
import { ChevronDown, LogOut, Settings } from "./icons.ts";
import type { ShellUser } from "./nav.ts";
import { useT } from "./translate.ts";

const ROW = "tap flex w-full items-center gap-3 rounded-md px-3 text-sm hover:bg-ink/5";

/** Name, account link and sign out. Opens by `<details>`; signing out is a form post. */
export function UserMenu({ user }: { user: ShellUser }) {
  const t = useT();
  return (
    <details name="user-menu" class="group relative">
      <summary
        aria-label={t("Account of {name}", { name: user.name })}
        class="tap flex items-center gap-2 rounded-md px-1.5 hover:bg-ink/5"
      >
        <Avatar name={user.name} />
        <ChevronDown size={14} aria-hidden="true" class="text-ink-muted max-sm:hidden" />
      </summary>
      <div class="absolute right-0 z-50 mt-2 w-64 rounded-lg border border-border-subtle bg-raised p-1.5 shadow-float">
        <div class="border-b border-border-subtle px-3 pt-1.5 pb-2.5 text-sm">
          <p class="truncate font-medium">{user.name}</p>
          {user.detail && <p class="truncate text-ink-muted">{user.detail}</p>}
        </div>
        <div class="pt-1.5">
          {user.accountHref && (
            <a href={user.accountHref} class={ROW}>
              <Settings size={16} aria-hidden="true" />
              {t("Account")}
            </a>
          )}
          <form method="post" action={user.signOutAction}>
            <button type="submit" class={ROW}>
              <LogOut size={16} aria-hidden="true" />
              {t("Sign out")}
            </button>
          </form>
        </div>
      </div>
    </details>
  );
}
