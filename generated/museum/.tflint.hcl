# For people who run tflint by hand; the pipeline does not, because its rule sets are downloaded at run time.
config {
  call_module_type = "local"
}

plugin "terraform" {
  enabled = true
  preset  = "recommended"
}
