output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = aws_ecs_cluster.this.name
}

output "ecr_repository_urls" {
  description = "Image repository of each service that builds one."
  value = {
    storefront = aws_ecr_repository.storefront.repository_url
    catalog    = aws_ecr_repository.catalog.repository_url
    orders     = aws_ecr_repository.orders.repository_url
    mailer     = aws_ecr_repository.mailer.repository_url
    invoices   = aws_ecr_repository.invoices.repository_url
    stock-sync = aws_ecr_repository.stock_sync.repository_url
  }
}

output "image_parameter_names" {
  description = "Parameter that names the image of each service; the pipeline writes it."
  value = {
    storefront = aws_ssm_parameter.storefront_image.name
    catalog    = aws_ssm_parameter.catalog_image.name
    orders     = aws_ssm_parameter.orders_image.name
    mailer     = aws_ssm_parameter.mailer_image.name
    invoices   = aws_ssm_parameter.invoices_image.name
    stock-sync = aws_ssm_parameter.stock_sync_image.name
  }
}

output "load_balancer_dns_name" {
  description = "Name of the load balancer, as AWS gave it."
  value       = aws_lb.public.dns_name
}

output "load_balancer_host" {
  description = "Host name that the load balancer answers on."
  value       = var.domain_name
}

output "nat_public_ips" {
  description = "Addresses that outgoing traffic comes from, for the allow-lists of others."
  value       = { for zone, address in aws_eip.nat : zone => address.public_ip }
}

output "service_log_group_names" {
  description = "Log group of each service."
  value = {
    storefront = aws_cloudwatch_log_group.storefront.name
    catalog    = aws_cloudwatch_log_group.catalog.name
    orders     = aws_cloudwatch_log_group.orders.name
    mailer     = aws_cloudwatch_log_group.mailer.name
    invoices   = aws_cloudwatch_log_group.invoices.name
    stock-sync = aws_cloudwatch_log_group.stock_sync.name
  }
}
