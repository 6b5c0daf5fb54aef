import { type Column, DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { formatMoney } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { Wallet } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { WalletMovement, WalletView } from "@/lib/billing/mod.ts";
import { msg, type Translate } from "@/lib/platform/i18n/translate.ts";

const KINDS: Record<string, string> = {
  purchased: msg("Top-up"),
  granted: msg("Granted"),
  voided: msg("Taken back"),
  invoiced: msg("Used for an invoice"),
};

/** The prepaid wallet: what is in it and what last moved. */
export function WalletCard({ wallet }: { wallet: WalletView }) {
  const reader = useReader();
  const t = useT();
  const { currency, lastTopUp } = wallet;
  const money = (cents: number | null) => formatMoney(cents, currency, reader);
  return (
    <SectionCard
      title={t("Wallet")}
      icon={Wallet}
      description={wallet.isActive ? wallet.name : t("This wallet is closed.")}
    >
      <KeyValueList
        items={[
          { key: t("Balance"), value: money(wallet.balanceCents) },
          ...(wallet.ongoingBalanceCents === null ? [] : [{
            key: t("Balance after current usage"),
            value: money(wallet.ongoingBalanceCents),
          }]),
          { key: t("Consumed"), value: money(wallet.consumedCents) },
          {
            key: t("Last top-up"),
            value: lastTopUp && (
              <>
                {money(lastTopUp.cents)}, <DateTime at={lastTopUp.at} show="date" />
              </>
            ),
          },
        ]}
      />
      {wallet.movements === null
        ? (
          <p class="pt-2 text-sm text-ink-muted">
            {t("The latest movements cannot be read right now. Reload to try again.")}
          </p>
        )
        : (
          <div class="-mx-4 pt-2">
            <DataTable
              caption={t("Latest movements, newest first")}
              columns={columns(currency, reader, t)}
              rows={wallet.movements}
              rowKey={(row) => row.id}
              empty={<p class="px-4 text-sm text-ink-muted">{t("Nothing has moved yet.")}</p>}
            />
          </div>
        )}
    </SectionCard>
  );
}

function columns(
  currency: string,
  reader: ReturnType<typeof useReader>,
  t: Translate,
): Column<WalletMovement>[] {
  return [
    {
      key: "kind",
      header: t("Movement"),
      cell: (row) => {
        const kind = t(KINDS[row.kind ?? ""] ?? (row.direction === "inbound" ? IN : OUT));
        if (row.status === "settled") return kind;
        return `${kind} (${row.status === "failed" ? t("failed") : t("pending")})`;
      },
    },
    {
      key: "at",
      header: t("Date"),
      onPhone: "detail",
      cell: (row) => <DateTime at={row.at} show="date" />,
    },
    {
      key: "amount",
      header: t("Amount"),
      onPhone: "lead",
      align: "end",
      cell: (row) =>
        `${row.direction === "inbound" ? "+" : "−"}${formatMoney(row.cents, currency, reader)}`,
    },
  ];
}

const IN = msg("Added");
const OUT = msg("Taken");
