/** The schema that holds everything of a reorganization; `finalize` and a full rollback drop it. */
export const ownSchema = "_reorganize";
