# Whom the roles of the pipeline trust. Until this is replaced: nobody.

# GitHub repository that may assume the roles, as owner/name.
repository = "replace-this-with-your-github-organisation/clinic"
