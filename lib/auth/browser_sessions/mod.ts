export { endHeldSession } from "./end_held_session.ts";
export { type HeldSession, heldSessions } from "./held_sessions.ts";
export { endOwnSessions, type OwnSession, ownSessions } from "./own_sessions.ts";
export { switchSession } from "./switch_session.ts";
