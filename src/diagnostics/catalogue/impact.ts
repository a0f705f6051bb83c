// Codes of what an edit of the answers does to infrastructure that is there. Data only.

export const impactCodes = {
  IMPACT_DATA_LOSS: {
    title: "The edit would lose data",
    cause: "Applying the new output would destroy or leave behind a resource that holds data. Nothing was written.",
    fix: "Take the edit back, or copy the data and accept the loss with --accept-data-loss <address>.",
  },
  IMPACT_PROJECT: {
    title: "The output was made for a system of another name",
    cause: "The name of the system is part of nearly every physical name, so another name makes everything anew.",
    fix: 'Set "project" to the name of the output, or write the other system to a folder of its own with --out.',
  },
  IMPACT_REFUSED: {
    title: "AWS does not do this to a database that is there",
    cause:
      "An older version, less storage, or a jump over a version that has to come first: the apply would fail, or do nothing and say nothing. Nothing was written.",
    fix: "Take the edit back, or go the way that the message names.",
  },
  IMPACT_UPGRADE: {
    title: "A database or cache gets a new major version",
    cause:
      "The answers name a newer one. It is upgraded where it stands, during the apply: it is away for minutes, and there is no way back but a snapshot.",
    fix: "Take a snapshot, try it on a copy, and choose the time of the apply.",
  },
  IMPACT_ADDRESS_MOVES: {
    title: "A live address goes to somebody else",
    cause:
      "The edit changes which service or site answers at a host and path, while the one that answered there until now stays. Where nothing in the answers asks for that, addresses stay as they are.",
    fix: "Tell whoever calls the old address, or name the path in the purpose of the service.",
  },
  IMPACT_KEPT: {
    title: "A resource that is no longer wanted stays in the cloud",
    cause: "The answers no longer want it and it holds data, so Terraform will forget it instead of destroying it.",
    fix: "Delete it by hand when its data is not needed, or name it in decisions.destroy.",
  },
  IMPACT_STANDING: {
    title: "A resource that is no longer wanted still stands in an edited file",
    cause:
      "A file with a hand edit still declares it, and Terraform refuses to forget what is declared. No removed block is written for it.",
    fix: "Leave it, or delete the block or the file and run infra again before the next apply.",
  },
  IMPACT_UNGUARDED: {
    title: "A resource is declared nowhere, and Terraform is not told to keep it",
    cause:
      "A block that a hand edit had kept went away, and only the next run of infra writes the block that forgets or moves the resource.",
    fix: "Run scaffold infra before the next apply.",
  },
  IMPACT_NOT_MERGED: {
    title: "The prediction leaves out hand edits",
    cause:
      "A Terraform file of the folder is not what Terraform reads, changes other files (override.tf), or calls the stack in another way than it was generated.",
    fix: "Read the plan before you apply it.",
  },
  IMPACT_OPEN_CONFLICT: {
    title: "A loss waits behind a conflict",
    cause:
      "You and the answers both changed what decides it. Your side is active, and the generated side would lose data once it is chosen.",
    fix: "Accept the loss only when the conflict is to be settled as generated.",
  },
  IMPACT_RETURNS: {
    title: "A resource that Terraform was told to forget is wanted again",
    cause:
      "An environment that has applied the removal does not know the resource any more, and would try to make a second one of the same name.",
    fix: "Import it there before the next apply, or delete it in the cloud.",
  },
  IMPACT_RENAME: {
    title: "This looks like a rename",
    cause:
      "One part is gone and another one of the same kind is new. Without being told, Terraform makes the new one beside the old one.",
    fix: "Say which it is: decisions.renamed, or leave it as it is when they are two different things.",
  },
  IMPACT_RENAME_UNKNOWN: {
    title: "A rename names a part that is not there",
    cause: "The old id is in no earlier output, or the new id is not in the answers.",
    fix: "Use the ids as the output has them.",
  },
  IMPACT_ENVIRONMENT_STAYS: {
    title: "An environment with a new name keeps its old one in the output",
    cause:
      "Nearly every physical name and the state of an environment hold its name, so under a new one everything would be made anew. Terraform cannot move that.",
    fix: "Nothing is to be done. For another name in the cloud too, add a second environment, move the data, and take the first one down.",
  },
  IMPACT_ADDRESS_UNKNOWN: {
    title: "An address fits nothing that would be lost",
    cause: "It is misspelt, or the edit does not touch it.",
    fix: "Copy the address from the output of `scaffold impact`.",
  },
  IMPACT_OLDER_LIST: {
    title: "The list of resources is one of an earlier version",
    cause: "It keeps some of the arguments of each resource, so changes of the others cannot be told from no change.",
    fix: "Read the plan of this one run; infra writes the whole list.",
  },
  IMPACT_SNAPSHOT_MISSING: {
    title: "The list of resources is gone",
    cause:
      "The folder was generated before, but its list of resources is missing or empty: an edit could destroy data unnoticed.",
    fix: "Restore .scaffold/resources.json from version control, or accept the loss of it when nothing has been applied.",
  },
  IMPACT_SNAPSHOT_BROKEN: {
    title: "The resource snapshot cannot be read",
    cause: "The file .scaffold/resources.json is no valid snapshot, for example after a merge of two branches.",
    fix: "Restore it from version control; without it nothing is known about the resources of earlier runs.",
  },
} as const;
