output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = module.stack.cluster_name
}

output "ecr_repository_urls" {
  description = "Image repository of each service that builds one."
  value       = module.stack.ecr_repository_urls
}

output "image_parameter_names" {
  description = "Parameter that names the image of each service; the pipeline writes it."
  value       = module.stack.image_parameter_names
}

output "load_balancer_dns_name" {
  description = "Name of the load balancer, as AWS gave it."
  value       = module.stack.load_balancer_dns_name
}

output "load_balancer_host" {
  description = "Host name that the load balancer answers on."
  value       = module.stack.load_balancer_host
}

output "nat_public_ips" {
  description = "Addresses that outgoing traffic comes from, for the allow-lists of others."
  value       = module.stack.nat_public_ips
}

output "service_log_group_names" {
  description = "Log group of each service."
  value       = module.stack.service_log_group_names
}
