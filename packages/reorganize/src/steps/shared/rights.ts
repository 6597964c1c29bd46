/** Rights that a step grants, as statements, and what revokes no more than these. */
export interface Rights {
  readonly grant: readonly string[];
  readonly revoke: readonly string[];
}

export const noRights: Rights = { grant: [], revoke: [] };
