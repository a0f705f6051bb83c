output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = aws_ecs_cluster.this.name
}

output "ecr_repository_urls" {
  description = "Image repository of each service that builds one."
  value = {
    api-rm-x-b-id = aws_ecr_repository.api_rm_x_b_id.repository_url
    worker-if-id  = aws_ecr_repository.worker_if_id.repository_url
    x-con         = aws_ecr_repository.x_con.repository_url
  }
}

output "image_parameter_names" {
  description = "Parameter that names the image of each service; the pipeline writes it."
  value = {
    api-rm-x-b-id = aws_ssm_parameter.api_rm_x_b_id_image.name
    worker-if-id  = aws_ssm_parameter.worker_if_id_image.name
    x-con         = aws_ssm_parameter.x_con_image.name
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
    api-rm-x-b-id = aws_cloudwatch_log_group.api_rm_x_b_id.name
    worker-if-id  = aws_cloudwatch_log_group.worker_if_id.name
    x-con         = aws_cloudwatch_log_group.x_con.name
  }
}
