// In: nothing. Out: the hours in which databases are saved and changed. Data only: documents read them too.

/** UTC. The backup plan starts at 05:00: RDS refuses snapshots around its own windows. */
export const BACKUP_WINDOW = "01:00-02:00";
export const MAINTENANCE_WINDOW = "sun:02:30-sun:03:30";
