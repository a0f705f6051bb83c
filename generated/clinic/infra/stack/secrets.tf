# Made with a placeholder. Fill it once: aws ssm put-parameter --overwrite --name <name> --value file://<file>
# From /output/security/authentication: "Django auth"
resource "aws_ssm_parameter" "signing_key" {
  name             = "/${local.prefix}/signing-key"
  description      = "Key that signs sessions and tokens"
  type             = "SecureString"
  key_id           = aws_kms_key.secrets.arn
  value_wo         = "unset"
  value_wo_version = 1
}

# From /output/services/1/dependencies/4: "Twilio"
resource "aws_ssm_parameter" "twilio" {
  name             = "/${local.prefix}/twilio"
  description      = "Key for twilio, issued by the vendor"
  type             = "SecureString"
  key_id           = aws_kms_key.secrets.arn
  value_wo         = "unset"
  value_wo_version = 1
}
