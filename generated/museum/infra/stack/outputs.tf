output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = aws_ecs_cluster.this.name
}

output "ecr_repository_urls" {
  description = "Image repository of each service that builds one."
  value = {
    collection = aws_ecr_repository.collection.repository_url
  }
}

output "image_parameter_names" {
  description = "Parameter that names the image of each service; the pipeline writes it."
  value = {
    collection = aws_ssm_parameter.collection_image.name
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
    collection = aws_cloudwatch_log_group.collection.name
  }
}
