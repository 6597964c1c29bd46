/** What the names of capture triggers begin with. */
export const triggerPrefix = "_reorganize_capture";

/**
 * On a twin, one fires before the dual-write trigger of the merge and one after it, which is why their
 * names begin and end the alphabet.
 */
export const firstTrigger = `${triggerPrefix}_row`;
export const lastTrigger = "zz_reorganize_capture";

/** Setting that says into which table a dual-write trigger is writing just now. */
export const mergingInto = "reorganize.merging_into";
