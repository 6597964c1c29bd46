export type { UserStatus } from "@deepiri/core";

/** What one user may be to another. */
export const connectionTypes = ["friend", "follower", "following", "teammate", "rival"] as const;
/** One of {@link connectionTypes}. */
export type ConnectionType = (typeof connectionTypes)[number];

/** States of a connection between two users. */
export const connectionStatuses = ["pending", "accepted", "blocked"] as const;
/** One of {@link connectionStatuses}. */
export type ConnectionStatus = (typeof connectionStatuses)[number];
