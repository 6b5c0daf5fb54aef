/**
 * True when an open page reads itself again for what is new in its parts (islands/customer/KeepFresh):
 * whatever else is made for it nobody sees.
 */
export const isLookAgain = (req: Request): boolean => req.headers.get("x-look") === "again";
