import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";

/** Shown while no charger was seen and no sync ran. */
export function Welcome() {
  return (
    <Banner
      kind="info"
      title="Welcome to Polaris Express"
      action={<LinkButton href="/sync" variant="primary" size="sm">Run the first sync</LinkButton>}
    >
      No charger has been seen yet. The first sync reads sessions from SteVe and customers from
      Lago; Health below says what is still to be configured.
    </Banner>
  );
}
