# Made empty. Fill it once: aws secretsmanager put-secret-value --secret-id <name> --secret-string file://<file>
# From /output/security/authentication: "Own accounts"
resource "aws_secretsmanager_secret" "signing_key" {
  #checkov:skip=CKV2_AWS_57:People set this value; changing it needs a restart of its readers, so it is rotated by runbook
  name                    = "${local.prefix}/signing-key"
  description             = "Key that signs sessions and tokens"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

# From /output/services/2/dependencies/3: "Stripe"
resource "aws_secretsmanager_secret" "stripe" {
  #checkov:skip=CKV2_AWS_57:The vendor issues this key and cannot be asked for a new one by a rotation function; it is rotated by runbook
  name                    = "${local.prefix}/stripe"
  description             = "Key for stripe, issued by the vendor"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}
