/** Why a row of the file is not loaded; the text is what the report prints. */
export const REFUSALS = {
  malformed_row: "the row has too few or too many columns",
  no_transaction_id: "it has no transaction id",
  repeated_row: "it repeats an earlier row word for word",
  repeated_id: "its transaction id belongs to an earlier, different row",
  no_charger: "it names no charger",
  bad_connector: "its connector is not a whole number from 1 on",
  bad_start: "its start is missing or not a date with an offset",
  no_end: "it has no end",
  bad_end: "its end is not a date with an offset",
  ends_before_start: "it ends before it starts",
  no_energy: "it has no energy",
  bad_energy: "its energy is not a number",
  negative_energy: "its energy is negative",
} as const;

export type Refusal = keyof typeof REFUSALS;
