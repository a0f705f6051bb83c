# Whom the roles of the pipeline trust. Until this is replaced: nobody.

# Host of GitLab: gitlab.com, or your own.
gitlab_host = "gitlab.com"

# GitLab project that may assume the roles, as group/project.
project_path = "replace-this-with-your-group.git/museum"
