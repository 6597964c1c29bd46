/** How sure a deal is, as HubSpot forecasts it; `omitted` counts for nothing. */
export const forecastCategories = ["omitted", "pipeline", "best_case", "commit", "closed"] as const;
/** One of {@link forecastCategories}. */
export type ForecastCategory = (typeof forecastCategories)[number];

/** What an activity is. */
export const activityTypes = ["call", "email", "meeting", "note", "task"] as const;
/** One of {@link activityTypes}. */
export type ActivityType = (typeof activityTypes)[number];

/** Whether something came to the organization or went out from it. */
export const activityDirections = ["inbound", "outbound"] as const;
/** One of {@link activityDirections}. */
export type ActivityDirection = (typeof activityDirections)[number];

/** What an event of the organization's calendar is. */
export const calendarEventTypes = [
  "meeting",
  "focus_block",
  "break",
  "personal",
  "travel",
] as const;
/** One of {@link calendarEventTypes}. */
export type CalendarEventType = (typeof calendarEventTypes)[number];
