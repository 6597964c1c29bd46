export { maySeeGoogleData, visibleGoogleUsers } from "./google-access.js";
export {
  type LinkedinContact,
  matchLinkedinProfiles,
  readLinkedinOfCompany,
  readLinkedinOfDeal,
} from "./linkedin.js";
export {
  type GoogleReading,
  readDriveFiles,
  readGmail,
  readGoogleCalendar,
  readGoogleContacts,
  readGoogleTasks,
} from "./read-google-data.js";
export { readSlackMessages, recordSlackMessages, type SlackMessageTold } from "./slack.js";
