import { useT } from "@/components/translate.ts";
import AppShell from "@/islands/customer/AppShell.tsx";
import { INSTALL_WORDS } from "@/islands/customer/notice_words.ts";

/** Registers the site's worker and offers to install it as an app. Stands once on every page. */
export function Installable() {
  const t = useT();
  return <AppShell language={t.language} words={t.words(INSTALL_WORDS)} />;
}
