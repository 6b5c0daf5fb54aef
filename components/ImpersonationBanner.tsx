import { Eye } from "./icons.ts";
import { useT } from "./translate.ts";

/** Pinned on every page while an administrator looks through a driver's eyes, with the way out. */
export function ImpersonationBanner({ user }: {
  user: { name: string | null; email: string | null; publicId: string };
}) {
  const t = useT();
  return (
    <div class="accent accent-violet sticky top-14 z-20 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg border border-accent/40 bg-card px-4 py-2 text-sm shadow-card sm:top-16">
      <Eye size={16} aria-hidden="true" class="text-accent-ink" />
      <p class="min-w-0 flex-1">
        {t("You see what {name} sees. Nothing can be changed.", {
          name: user.name ?? user.email ?? user.publicId,
        })}
      </p>
      <form method="post" action="/impersonation/end">
        <button type="submit" class="tap font-medium underline underline-offset-2">
          {t("Exit")}
        </button>
      </form>
    </div>
  );
}
