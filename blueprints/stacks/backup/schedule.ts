// In: hours between backups. Out: the cron expression that keeps them. Never less often than asked for.

/** Hours of a week: from there on backups are weekly. */
export const WEEK = 7 * 24;

/** Divisors of a day, so that the gap over midnight is no longer than the others. */
const DAILY_STEPS = [1, 2, 3, 4, 6, 8, 12, 24];

/** First backup of the day, UTC: an hour clear of the windows in which RDS refuses snapshots (01:00 to 03:30). */
const FIRST_HOUR = 5;

/** AWS Backup starts at most once an hour; what is asked for more often is point-in-time recovery's work. */
export function backupSchedule(frequencyHours: number): string {
  if (frequencyHours >= WEEK) return `cron(0 ${FIRST_HOUR} ? * SUN *)`;
  const step = DAILY_STEPS.findLast((hours) => hours <= frequencyHours) ?? 1;
  if (step === 24) return `cron(0 ${FIRST_HOUR} * * ? *)`;
  const hours = Array.from({ length: 24 / step }, (_, index) => (FIRST_HOUR + index * step) % 24);
  return step === 1 ? "cron(0 * * * ? *)" : `cron(0 ${hours.sort((a, b) => a - b).join(",")} * * ? *)`;
}
