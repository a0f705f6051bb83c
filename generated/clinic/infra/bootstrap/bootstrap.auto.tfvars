# Whom the roles of the pipeline trust. Until this is replaced: nobody.

# How the subjects of the GitHub repository that may assume the roles begin: repo:OWNER@ID/NAME@ID, or repo:OWNER/NAME for a repository that is older than July 2026. README.md has the command that prints it.
subject_prefix = "repo:replace-this-with-your-github-organisation/clinic"
