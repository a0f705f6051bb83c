// Codes of comparing with and writing the output folder. Data only.

export const writeCodes = {
  WRITE_CONFLICT: {
    title: "Both sides changed the same place",
    cause: "A hand edit and the new output touch the same lines, or a file that scaffold did not write is in the way.",
    fix: "Edit the file between the markers; a file without markers was left as it is: change it, move it or delete it.",
  },
  WRITE_UNRESOLVED: {
    title: "Conflict markers of an earlier run are still in the file",
    cause: "An earlier run left a conflict and nobody has settled it.",
    fix: "Choose between the lines around the markers, remove the markers and run again.",
  },
  WRITE_RENAMED_BY_HAND: {
    title: "A deleted file seems to go on under another name",
    cause:
      "A file beside it holds to the byte what it held. Such a file is not followed: two files might describe one resource.",
    fix: "Rename it back to go on getting updates, or leave it: then it is yours.",
  },
  WRITE_OTHER_ENGINE: {
    title: "Hand edits for one engine stay beside another one",
    cause:
      "The answers name another database, cache or image now, and edits in the same block or service stay: a tag, a family, parameters or variables of the engine before.",
    fix: "Take away what was meant for the engine before, or set it for the new one.",
  },
  WRITE_NOT_EXECUTABLE: {
    title: "No generated script may be executed any more",
    cause:
      "An archive, a copy or a file system lost the bit of all of them. A bit that differs counts as an edit, so a run leaves it; pipelines that call the scripts would fail.",
    fix: "Set it again, for example with chmod +x, and commit that.",
  },
  WRITE_KEPT_EDITED: {
    title: "An edited file is not generated any more and stays",
    cause:
      "The answers no longer ask for it, and it holds edits of yours. The files that it belongs to go when nobody edited them: a workflow may call scripts that are gone.",
    fix: "Delete it, or keep it up yourself from now on.",
  },
  WRITE_LEFT_BEHIND: {
    title: "A folder with files of your own is to be called differently",
    cause:
      "A renamed service moves its generated files, and files that scaffold did not write are never touched: the folder would be in two halves. Nothing was written.",
    fix: "Move the folder as a whole, then run again: the generated files are taken where they are.",
  },
  WRITE_DECLARED_TWICE: {
    title: "A block of yours has the name of a generated one",
    cause: "Two files of one folder declare the same block, and Terraform refuses to load either.",
    fix: "Give yours another name, or delete one of the two.",
  },
  WRITE_DANGLING: {
    title: "A file that you edited names what goes away",
    cause:
      "A Terraform file with a hand edit stays, and the variables, values or blocks that it names go with the answers: no environment could be planned. Nothing was written.",
    fix: "Bring it back in the answers, delete the block or the file and run again, or write values in place of what it names.",
  },
  WRITE_STALE_CODE: {
    title: "Code of yours uses a name that is gone",
    cause:
      "The answers changed where the health of a service is asked, or what it reads from its environment, and a file that is yours still has the old name.",
    fix: "Take the new name over in the code, before the change is applied.",
  },
  WRITE_NOT_RESOLVED: {
    title: "A conflict cannot be settled this way",
    cause: "The chosen side cannot be put in the place: something else has the name, or the file is gone.",
    fix: "Choose the other side, or clear the place and run infra again.",
  },
  WRITE_SYMLINK: {
    title: "A symlink is in the way",
    cause: "Symlinks inside the output folder are not followed: they may lead out of it.",
    fix: "Replace the symlink by a file or a folder.",
  },
  WRITE_BASE_UNKNOWN: {
    title: "What was generated last time is not known",
    cause: "The copy under .scaffold/base is missing or was changed, so a hand edit cannot be told from old output.",
    fix: "Restore .scaffold/ from version control, or settle the conflict by hand.",
  },
  WRITE_LOCKED: {
    title: "Another run is writing to this folder",
    cause: "Two runs at once would mix their files.",
    fix: "Wait until the other run has ended.",
  },
  WRITE_CHANGED: {
    title: "The folder changed during the run",
    cause: "A file was edited between the comparison and the writing. Nothing was written.",
    fix: "Run again.",
  },
  WRITE_EDITED_SINCE: {
    title: "A file was edited since the run that is to be undone",
    cause: "Putting back what was there before would lose the edit. Nothing was written.",
    fix: "Move the edit elsewhere, or use --keep-edited to leave such files as they are.",
  },
  WRITE_NOTHING_TO_UNDO: {
    title: "There is nothing to undo",
    cause: "No undo record of this checkout is left: five are kept, and none comes with a clone or an archive.",
    fix: "Use version control to go further back.",
  },
  WRITE_MANIFEST_BROKEN: {
    title: "The manifest cannot be read",
    cause: "The file .scaffold/manifest.json is no valid manifest, for example after a merge of two branches.",
    fix: "Restore it from version control; without it, every file that differs counts as foreign and is left alone.",
  },
  WRITE_META_BROKEN: {
    title: "A file under .scaffold cannot be read",
    cause:
      "The list of open conflicts or of answers to them is no valid one, for example after a merge of two branches.",
    fix: "Restore it from version control, or delete it.",
  },
  WRITE_MANIFEST_NEWER: {
    title: "The folder was written by a newer scaffold",
    cause: "The manifest has a version that this program does not know.",
    fix: "Update scaffold.",
  },
  WRITE_JOURNAL_BROKEN: {
    title: "The journal of an interrupted run cannot be read",
    cause: "The file .scaffold/local/journal.json was changed, or was written in another checkout.",
    fix: "Compare the folder with version control, then delete .scaffold/local/journal.json.",
  },
  WRITE_OUTSIDE: {
    title: "A path leads out of the output folder",
    cause: "The manifest or the journal was changed.",
    fix: "Restore .scaffold/ from version control.",
  },
  WRITE_NOT_PERMITTED: {
    title: "No permission",
    cause: "The output folder, or a file in it, cannot be read or written.",
    fix: "Change the permissions, or choose another folder.",
  },
  WRITE_DISK_FULL: {
    title: "The disk is full",
    cause: "There is no room for the new files. Nothing was changed.",
    fix: "Free some space and run again.",
  },
  WRITE_FAILED: {
    title: "The disk refused an operation",
    cause: "The file system reported an error.",
    fix: "Check the output folder and run again.",
  },
} as const;
