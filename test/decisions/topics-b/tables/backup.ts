// In: nothing. Out: sentences about backups and recovery with the figures a careful reader takes from them. Written before the code they test.

export interface BackupCase {
  /** "section.field" → text. A plain string goes to the backup strategy. */
  readonly say: string | Readonly<Record<string, string>>;
  readonly want: Readonly<
    Partial<
      Record<"frequencyHours" | "retentionDays" | "rpoMinutes" | "rtoMinutes", number> &
        Record<"crossRegion" | "pitr", boolean>
    >
  >;
  /** A warning must point out the doubt. */
  readonly warns?: boolean;
}

const dr = (text: string) => ({ "reliability.disaster_recovery": text });

export const BACKUP_CASES: readonly BackupCase[] = [
  {
    say: "BAK-01: Snapshots of the database SHALL be taken at intervals of no more than four hours.",
    want: { frequencyHours: 4 },
  },
  { say: "Database snapshots at four-hour intervals", want: { frequencyHours: 4 } },
  { say: "Snapshots in intervals of 12 hours", want: { frequencyHours: 12 } },
  {
    say: dr("RPO was 7 days, is 10 minutes now. RTO was two days and is now one hour."),
    want: { rpoMinutes: 10, rtoMinutes: 60 },
  },
  { say: dr("RTO was two days, is one hour now"), want: { rtoMinutes: 60 } },
  {
    say: dr("Two days without the shop is bearable. We can lose one day."),
    want: { rtoMinutes: 2880, rpoMinutes: 1440 },
  },
  {
    say: dr("The ward can work on paper for four hours, so by then the system has to be back."),
    want: { rtoMinutes: 240 },
  },
  { say: dr("We can do without it for 3 hours"), want: { rtoMinutes: 180 } },
  {
    say: dr("A rebuild is to take no longer than 12 hours, with at most one hour of edits lost."),
    want: { rtoMinutes: 720, rpoMinutes: 60 },
  },
  {
    say: dr("A standby in Ohio is wanted; funding is expected in 2028. Until then, snapshots are copied to us-east-2."),
    want: { crossRegion: true },
  },
  { say: "Snapshots every 6 hours, kept for 30 days", want: { frequencyHours: 6, retentionDays: 30 } },
  { say: "nightly pg_dump to S3, retained two weeks", want: { frequencyHours: 24, retentionDays: 14 } },
  { say: "continuous WAL archiving, 35 days", want: { retentionDays: 35, pitr: true } },
  {
    say: "Weekly full and daily incremental, four weeks of retention",
    want: { frequencyHours: 24, retentionDays: 28 },
  },
  { say: "twice a day, kept a month", want: { frequencyHours: 12, retentionDays: 30 } },
  { say: dr("RPO of a quarter hour, RTO half a day"), want: { rpoMinutes: 15, rtoMinutes: 720 } },
  { say: dr("RPO: 5min / RTO: 1h"), want: { rpoMinutes: 5, rtoMinutes: 60 } },
  { say: dr("RPO < 1 minute, RTO < 15 minutes"), want: { rpoMinutes: 1, rtoMinutes: 15 } },
  { say: dr("Before the migration the RPO was 24 h, today it is RPO 1 h."), want: { rpoMinutes: 60 } },
  { say: "Application logs kept 90 days, database backups 14 days", want: { retentionDays: 14 } },
  { say: "Old bucket versions expire after 30 days. RDS snapshots are kept 10 days.", want: { retentionDays: 10 } },
  { say: "backtrack 72h, backup retention 5 days", want: { retentionDays: 5 } },
  { say: "Daily backups, kept for 7 years", want: { frequencyHours: 24, retentionDays: 2555 } },
  { say: "35 days of automated backups plus a yearly archive kept 10 years", want: { retentionDays: 35 } },
  { say: "Backups are copied to a second region every night", want: { crossRegion: true } },
  { say: "No cross-region copies.", want: { crossRegion: false } },
  { say: "We do not use point-in-time recovery; dumps at 3am every day", want: { pitr: false, frequencyHours: 24 } },
  {
    say: dr("We can lose at most 10 minutes of data and must be back within an hour."),
    want: { rpoMinutes: 10, rtoMinutes: 60 },
  },
  { say: dr("zero RPO, RTO 30 seconds"), want: { rpoMinutes: 0, rtoMinutes: 0.5 } },
  { say: "Automated snapshots, 30 days? Needs a decision.", want: { retentionDays: 30 }, warns: true },
  { say: "hourly snapshots, retention of 72 hours", want: { frequencyHours: 1, retentionDays: 3 } },
  {
    say: "",
    want: { frequencyHours: 24, retentionDays: 7, rpoMinutes: 1440, rtoMinutes: 480, crossRegion: false },
  },
  { say: dr("RTO a few hours"), want: { rtoMinutes: 480 }, warns: true },
  { say: dr("RPO goes from 24h to 1h next year"), want: { rpoMinutes: 1440 } },
  {
    say: dr("Recovery point objective is 2 hours; recovery time objective is 4 hours."),
    want: { rpoMinutes: 120, rtoMinutes: 240 },
  },
  { say: dr("RTO/RPO 4h/15min"), want: { rtoMinutes: 240, rpoMinutes: 15 } },
  {
    say: { "reliability.backup_procedures": "mysqldump each night at 01:30, we keep the last 21" },
    want: { frequencyHours: 24 },
  },
  { say: "PITR with a 21 day window", want: { pitr: true, retentionDays: 21 } },
  { say: "every 12h, 3 months", want: { frequencyHours: 12, retentionDays: 90 } },
  { say: dr("Snapshots replicate to eu-west-3. RTO 90 minutes."), want: { crossRegion: true, rtoMinutes: 90 } },
  {
    say: "Redis is not backed up. Postgres: snapshot every 4 hours, 60d",
    want: { frequencyHours: 4, retentionDays: 60 },
  },
  // A second batch, written when the code stood.
  {
    say: "RDS snapshots nightly at 01:00 UTC and we hang on to them for 45 days.",
    want: { frequencyHours: 24, retentionDays: 45 },
  },
  { say: "Automated backups: 30-day window. Logs are shipped to S3 and kept for a year.", want: { retentionDays: 30 } },
  {
    say: "pg_dump every four hours; dumps older than 10 days are deleted",
    want: { frequencyHours: 4, retentionDays: 10 },
  },
  {
    say: "AWS Backup: daily (35 days), weekly (12 weeks), monthly (1 year)",
    want: { frequencyHours: 24, retentionDays: 35 },
  },
  { say: dr("RPO is five minutes and RTO is thirty minutes."), want: { rpoMinutes: 5, rtoMinutes: 30, pitr: true } },
  {
    say: dr("We accept up to one hour of data loss; service restored within 4 h."),
    want: { rpoMinutes: 60, rtoMinutes: 240 },
  },
  { say: dr("Target RTO of 2h / RPO of 10m"), want: { rtoMinutes: 120, rpoMinutes: 10 } },
  { say: dr("RTO 1 day, RPO 1 day"), want: { rtoMinutes: 1440, rpoMinutes: 1440 } },
  { say: dr("RTO: 45 min (was 6 h before Aurora). RPO: near zero."), want: { rtoMinutes: 45 } },
  { say: "Snapshots are replicated to Ohio every night", want: { crossRegion: true } },
  { say: dr("Single region. No copies elsewhere."), want: { crossRegion: false } },
  // A third batch.
  { say: "Point in time restore to any second of the last 21 days", want: { pitr: true, retentionDays: 21 } },
  { say: "Full backup Sundays, incrementals nightly; 60 days", want: { frequencyHours: 24, retentionDays: 60 } },
  { say: "We keep hourly snapshots for two days and daily ones for eight weeks", want: { frequencyHours: 1 } },
  {
    say: dr("Loss of 30 minutes of orders is tolerable. The till must be up again in under two hours."),
    want: { rpoMinutes: 30, rtoMinutes: 120 },
  },
  { say: dr("RPO 4h. RTO 8h. Next year we aim for RPO 15 min."), want: { rpoMinutes: 240, rtoMinutes: 480 } },
  { say: dr("RTO/RPO: 2 h / 30 min"), want: { rtoMinutes: 120, rpoMinutes: 30 } },
  {
    say: "Snapshots daily; retention ten days, cross-region copy to us-west-1",
    want: { frequencyHours: 24, retentionDays: 10, crossRegion: true },
  },
  { say: "Mongo dump at midnight, seven kept", want: { frequencyHours: 24 } },
  { say: "30 days' worth of automatic snapshots", want: { retentionDays: 30 } },
  {
    say: "Backups twice daily, stored 90 days in Glacier-class vault",
    want: { frequencyHours: 12, retentionDays: 90 },
  },
  // A fourth batch, from whole documents.
  {
    say: "AWS Backup: daily, 14 days; weekly copy to eu-north-1",
    want: { frequencyHours: 24, retentionDays: 14, crossRegion: true },
  },
  // A fifth batch: goals told in prose.
  {
    say: dr(
      "After a fire we'd want to be teaching again within six hours, and to have lost no more than five minutes of marks.",
    ),
    want: { rpoMinutes: 5, rtoMinutes: 360 },
  },
  {
    say: dr("At most twenty minutes of data may be lost; everything must work again within 3 hours."),
    want: { rpoMinutes: 20, rtoMinutes: 180 },
  },
  { say: dr("Back within two hours, losing at most half an hour of data"), want: { rpoMinutes: 30, rtoMinutes: 120 } },
  // A sixth batch, of an author who had not seen the tool.
  {
    say: "RDS takes a backup daily and keeps it for a fortnight. Once a month IT also writes a dump to tape, that is theirs.",
    want: { frequencyHours: 24, retentionDays: 14 },
  },
  { say: dr("We want to be back within one working day (ten hours)."), want: { rtoMinutes: 600 } },
  {
    say: dr("RTO is not agreed: sales says two hours, operations says eight."),
    want: { rtoMinutes: 120 },
    warns: true,
  },
  // Dumps for others beside the backups that bring the database back.
  {
    say: "Automated snapshot nightly, 21 days. PITR on. Monthly pg_dump goes to S3 for the auditors, kept 12 months.",
    want: { frequencyHours: 24, retentionDays: 21, pitr: true },
  },
  { say: "21 days of snapshots, dumps kept 12 months", want: { retentionDays: 21 } },
  { say: "pg_dumps kept 12 months, automated backups 21 days", want: { retentionDays: 21 } },
  { say: "21 days of backup. Dumps are kept 12 months on S3.", want: { retentionDays: 21 } },
  { say: "Nightly pg_dump to S3, kept 30 days", want: { frequencyHours: 24, retentionDays: 30 } },
  {
    say: "automated backups, 14 days. Invoices have to be kept for 10 years (tax law).",
    want: { retentionDays: 14 },
  },
  { say: "automated backups, 14 days. Invoices in S3 are kept for 10 years.", want: { retentionDays: 14 } },
  { say: "automated backups, 14 days. Invoices in S3: 10 years.", want: { retentionDays: 14 } },
  { say: "Invoices in S3 for 10 years. Automated backups, 14 days.", want: { retentionDays: 14 } },
  { say: "Backups for 14 days. We keep invoices for 10 years.", want: { retentionDays: 14 } },
  { say: "Backups for 14 days. Receipts, by law, must be retained for 7 years.", want: { retentionDays: 14 } },
  { say: "14 days of backups, and meter readings have to be kept for 10 years", want: { retentionDays: 14 } },
  { say: "Documents in the database have to be kept for 10 years. 14 days of backups.", want: { retentionDays: 14 } },
  { say: "Automated backups, 14 days. Records must be retained for 6 years.", want: { retentionDays: 14 } },
  { say: "Automated backups, 14 days. Exports have to be kept for 10 years.", want: { retentionDays: 14 } },
  { say: "Automated backups, 14 days. Logs have to be kept for 10 years.", want: { retentionDays: 14 } },
  { say: "Invoices have to be kept for 10 years (tax law).", want: { retentionDays: 7 } },
  { say: "Backups of the invoices have to be kept for 10 years.", want: { retentionDays: 3650 } },
  { say: "Automated backups. They have to be kept for 30 days.", want: { retentionDays: 30 } },
  { say: "Backups and documents are kept for 30 days", want: { retentionDays: 30 } },
  { say: "Daily copies of the documents must be kept for 30 days", want: { retentionDays: 30 } },
  { say: "Backups kept 12 months", want: { retentionDays: 360 } },
  // A goal in words beside one by name, or named behind its figure.
  {
    say: dr("Call it RPO one hour, and back up within 6 hours, let's say that's the RTO."),
    want: { rpoMinutes: 60, rtoMinutes: 360 },
  },
  { say: dr("RPO 15 minutes, restored within 2 hours"), want: { rpoMinutes: 15, rtoMinutes: 120, pitr: true } },
  { say: dr("Back up within 6 hours, lose 15 minutes at most"), want: { rpoMinutes: 15, rtoMinutes: 360, pitr: true } },
  { say: dr("Acceptable to lose 1 hour of data, and to return in 4 hours"), want: { rpoMinutes: 60, rtoMinutes: 240 } },
  { say: dr("Return to service within 3 hours"), want: { rtoMinutes: 180 } },
  { say: dr("We return the keys in 4 hours"), want: {} },
  { say: dr("We back up every 6 hours"), want: { frequencyHours: 6 } },
  { say: dr("RPO 1 hour, 15 minutes for payments; RTO open"), want: { rpoMinutes: 60 }, warns: true },
];
