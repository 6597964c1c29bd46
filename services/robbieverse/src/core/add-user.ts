import type { RobbieverseTransaction } from "../client.js";
import type { MembershipRole, UserRole } from "../words/core.js";

/** A user to make. The password's hash is made by the program. */
export interface NewUser {
  readonly username: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly role?: UserRole;
  readonly membershipRole?: MembershipRole;
}

/**
 * Makes a user with his first membership, in the organization of the request context, and returns his id.
 *
 * @throws UniqueViolation when the username or the address is somebody's, in whatever organization;
 * PermissionDenied without an organization
 */
export async function addUser(
  client: RobbieverseTransaction,
  { username, email, passwordHash, role = "user", membershipRole = "member" }: NewUser,
): Promise<string> {
  const [made] = await client.$queryRaw<[{ id: string }]>`
    SELECT core.add_user(${username}, ${email}, ${passwordHash}, ${role}, ${membershipRole}) AS id`;
  return made.id;
}
