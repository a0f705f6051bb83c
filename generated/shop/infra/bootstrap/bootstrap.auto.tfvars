# The GitHub repository whose workflows may assume the roles, as owner/name. Until it is replaced, nobody can.
repository = "replace-this-with-your-github-organisation/shop"
